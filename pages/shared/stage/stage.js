// The stage: data, network and result in a row, the controls, the loss curve, and all seeds. What is shown and where
// outlives reruns of the script in `memories`, by the stage's key.
const MOST_BYTES = 8e7 // of answers that are kept for scrubbing
const MOST_ENDS = 4096
const memories = new Map()
const stages = new WeakMap()

// What a map has under a name, made now if need be; of more than `most`, the oldest goes.
function kept(map, name, most, make) {
  if (!map.has(name)) {
    if (map.size >= most) map.delete(map.keys().next().value)
    map.set(name, make())
  }
  return map.get(name)
}

class Stage {
  constructor(root) {
    this.find = (selector) => root.querySelector(selector)
    this.answers = new Map()
    this.ends = new Map()
    this.width = 0
    // Only a new width asks for a new drawing: heights follow from what is drawn.
    this.observer = new ResizeObserver(() => this.find(".stage").clientWidth !== this.width && this.draw())
    this.observer.observe(this.find(".stage"))
  }

  // Parcels may come faster than a busy browser unpacks them: each is drawn before the newest of the others is begun.
  async load(bytes, send) {
    this.send = send
    const busy = this.newest
    this.newest = bytes
    if (busy) return
    while (this.newest) {
      const taken = this.newest
      this.take(await unpack(taken))
      if (this.newest === taken) this.newest = null
    }
  }

  take(parcel) {
    Object.assign(this, parcel)
    if (!memories.has(this.about.key)) memories.set(this.about.key, {})
    this.memory = memories.get(this.about.key)
    this.epochs = [...new Set(this.about.runs.flatMap((run) => run.epochs))].sort((a, b) => a - b)
    this.draw()
  }

  draw() {
    this.width = this.find(".stage").clientWidth
    if (!this.about || !this.width) return // nothing there yet, or in a hidden tab
    this.controls?.stop()
    this.theme = themeAt(this.find(".stage"))
    this.scene = SCENES[this.about.kind](this.about, this.arrays)
    this.panels = [this.drawNetwork(), this.drawResult(), ...this.drawSmall(), this.drawCurve()]
    this.drawSource()
    const seeds = this.drawSeeds()
    this.controls = player(this.find, this.about.labels, this.epochs, this.memory, (frame) => this.show(frame))
    this.inPeace([...seeds, ...this.ahead()])
  }

  get number() {
    return Math.min(this.memory.run ?? this.about.chosen, this.about.runs.length - 1)
  }

  get run() {
    return this.about.runs[this.number]
  }

  // What the painters of a kind need to know.
  get context() {
    const { scene, about, arrays, theme, memory, run } = this
    return { scene, about, arrays, theme, memory, run, labels: about.labels, kept: (frame) => this.kept(this.number, frame) }
  }

  // A run's flat parameters at a frame of the stage: those of its last kept epoch until then.
  parameters(number, frame) {
    const { values, shape } = this.arrays[`weights${number}`]
    const kept = this.kept(number, frame)
    return values.subarray(kept * shape[1], (kept + 1) * shape[1])
  }

  // Which of a run's kept epochs is the last one until a frame of the stage.
  kept(number, frame) {
    return Math.max(0, this.about.runs[number].epochs.findLastIndex((epoch) => epoch <= this.epochs[frame]))
  }

  // The answers of every layer to the scene's rows, kept for the next time.
  layers(number, frame) {
    return kept(this.answers, this.name(number, frame), this.room, () => this.forward(number, frame))
  }

  // What a run's network puts out: all that a small picture needs, and small enough to keep for every run.
  outputs(number, frame) {
    const name = this.name(number, frame)
    return kept(this.ends, name, MOST_ENDS, () => (this.answers.get(name) ?? this.forward(number, frame)).at(-1))
  }

  name(number, frame) {
    return `${this.about.runs[number].key} ${this.about.seed} ${this.epochs[frame]}`
  }

  forward(number, frame) {
    return forward(this.about.runs[number], this.parameters(number, frame), this.scene.x, this.scene.rows)
  }

  get room() {
    const units = Math.max(...this.about.runs.map((run) => run.sizes.slice(1).reduce((a, b) => a + b, 0)))
    return Math.max(2, Math.floor(MOST_BYTES / (4 * units * this.scene.rows)))
  }

  show(frame) {
    const { diverged } = this.run
    const gone = diverged !== null && this.epochs[frame] >= diverged
    this.find(".ended").textContent = gone ? `${this.run.label}: ${this.about.labels.diverged.replace("{n}", diverged)}` : ""
    const [layers, parameters] = [this.layers(this.number, frame), this.parameters(this.number, frame)]
    this.panels.forEach((panel) => panel(layers, parameters, frame))
    this.close?.(layers, parameters, frame)
  }

  // What computes the answers of the other frames, so that scrubbing only draws.
  ahead() {
    const frames = this.epochs.map((_, frame) => frame)
    const own = frames.slice(0, this.room).map((frame) => () => this.layers(this.number, frame))
    const all = frames.flatMap((frame) => this.about.runs.map((_, i) => () => this.outputs(i, frame)))
    return this.about.runs.length > 1 ? [...own, ...all] : own
  }

  // Do these tasks one by one while nothing else happens, as long as the same is drawn.
  inPeace(tasks) {
    const scene = this.scene
    const idle = window.requestIdleCallback ?? ((work) => setTimeout(work, 30))
    const next = () => {
      if (this.scene !== scene || !tasks.length) return
      tasks.shift()()
      idle(next)
    }
    idle(next)
  }

  drawNetwork() {
    const fold = this.find(".fold")
    fold.firstElementChild.textContent = this.about.labels.network
    fold.ontoggle = () => fold.open && !this.find(".network").childElementCount && this.draw()
    if (!fold.open) {
      this.find(".network").replaceChildren()
      return () => {}
    }
    const on = { point: (target) => this.look(target), pin: (unit) => this.pin(unit), open: (layer) => this.open(layer) }
    const parameters = this.parameters(this.number, this.epochs.length - 1)
    return diagram(this.find(".network"), { ...this.context, parameters, on })
  }

  drawResult() {
    return RESULTS[this.about.kind](this.find(".result"), this.context)
  }

  // One small result for each run of a sweep; a click shows that run's network.
  drawSmall() {
    const { runs } = this.about
    const canvases = runs.map(() => element("canvas"))
    const buttons = runs.map((run, i) => {
      const button = element("button", { type: "button", className: "small", ariaPressed: String(i === this.number) })
      button.append(canvases[i], element("span", {}, run.label))
      button.style.borderColor = colourOf(run, this.theme)
      button.onclick = () => {
        this.memory.run = i
        this.memory.pinned = null
        this.draw()
      }
      return button
    })
    this.find(".runs").replaceChildren(...(runs.length > 1 ? buttons : []))
    if (runs.length < 2) return []
    const paint = (frame) =>
      runs.forEach((run, i) =>
        paintSmall(canvases[i], this.outputs(i, frame), this.parameters(i, frame), { ...this.context, run }),
      )
    return [(_layers, _parameters, frame) => paint(frame)]
  }

  drawCurve() {
    const { runs, reported, labels } = this.about
    const jump = (frame) => this.controls.jump(frame)
    const move = lossCurve(this.find(".curve"), { runs, reported, theme: this.theme, labels, epochs: this.epochs, jump })
    return (_layers, _parameters, frame) => move(frame)
  }

  drawSource() {
    const place = this.find(".source")
    place.replaceChildren()
    this.close = null
    if (this.memory.pinned) return this.look(this.memory.pinned)
    SOURCES[this.about.kind](place, this.context)
    place.append(element("figcaption", {}, this.about.labels.source))
  }

  // A closer look at what the pointer is on, at the pinned unit otherwise, else at the data.
  look(target) {
    const chosen = target ?? this.memory.pinned
    if (!chosen) return this.drawSource()
    const frames = this.run.epochs.map((_, kept) => this.keptParameters(kept))
    const epochs = this.run.epochs
    const move = closer(this.find(".source"), chosen, { ...this.context, frames, epochs })
    this.close = (layers, parameters, frame) =>
      move(layers, parameters, Math.max(0, epochs.findLastIndex((epoch) => epoch <= this.epochs[frame])))
    this.close(this.layers(this.number, this.memory.frame), this.parameters(this.number, this.memory.frame), this.memory.frame)
  }

  keptParameters(kept) {
    const { values, shape } = this.arrays[`weights${this.number}`]
    return values.subarray(kept * shape[1], (kept + 1) * shape[1])
  }

  pin({ layer, unit, output }) {
    const same = this.memory.pinned?.layer === layer && this.memory.pinned?.unit === unit
    this.memory.pinned = same ? null : { layer, unit, output }
    this.look(this.memory.pinned)
  }

  // All units of a layer in a row of their own below the network, until it is closed again.
  open(layer) {
    const place = this.find(".all-units")
    const again = place.dataset.layer === String(layer)
    place.dataset.layer = again ? "" : layer
    place.replaceChildren()
    if (again) return
    const blocks = blocksOf(this.parameters(this.number, this.memory.frame), this.run.sizes)
    const layers = this.layers(this.number, this.memory.frame)
    for (let unit = 0; unit < blocks[layer].m; unit++) {
      const each = { layer, unit, output: false }
      const button = element("button", { type: "button", className: "unit" }, element("canvas"))
      button.ariaLabel = unitName(each, this.about.labels)
      button.onpointerenter = button.onfocus = () => this.look(each)
      button.onpointerleave = button.onblur = () => this.look(null)
      button.onclick = () => this.pin(each)
      const answers = columnOf(layers, layer, unit, this.scene.rows)
      paintUnit(button.firstChild, answers, each, blocks, this.scene, this.run, this.theme)
      place.append(button)
    }
  }

  // A place for the last result of every seed, and what paints these; a click asks Python for that seed's weights.
  drawSeeds() {
    const { seeds, seed, labels } = this.about
    const shown = this.arrays.seeds ? seeds : []
    const place = this.find(".seeds")
    // those that are there already stay, so that nothing flickers while they wait for their new pictures
    const fresh = () => element("button", { type: "button", className: "small" }, element("canvas"), element("span"))
    const buttons = shown.map(({ number, value }, i) => {
      const button = place.children[i] ?? fresh()
      button.ariaPressed = String(number === seed)
      button.title = labels.seed.replace("{n}", number)
      button.lastChild.textContent = value
      button.onclick = () => this.send("seed", number)
      return button
    })
    place.replaceChildren(...buttons)
    return buttons.map((button, i) => () => this.paintSeed(button.firstChild, i))
  }

  paintSeed(canvas, i) {
    const { values, shape } = this.arrays.seeds
    const run = this.about.runs[this.about.chosen]
    const own = values.subarray(i * shape[1], (i + 1) * shape[1])
    paintSmall(canvas, forward(run, own, this.scene.x, this.scene.rows).at(-1), own, { ...this.context, run })
  }

  end() {
    this.controls?.stop()
    this.observer.disconnect()
  }
}

export default function ({ data, parentElement, setStateValue }) {
  if (!stages.has(parentElement)) stages.set(parentElement, new Stage(parentElement))
  const stage = stages.get(parentElement)
  stage.load(new Uint8Array(data.buffer ?? data, data.byteOffset ?? 0, data.byteLength), setStateValue)
  return () => stage.end()
}
