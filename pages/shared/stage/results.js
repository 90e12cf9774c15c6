// What the network makes of its data, one painter for each kind: result(place, stage) gives show(layers, frame).

// Buttons that choose one of several views of a result; the choice outlives reruns in `memory`.
function views(place, names, memory, change) {
  const row = element("div", { className: "views", role: "group" })
  const buttons = Object.entries(names).map(([view, name]) => {
    const button = element("button", { type: "button", ariaPressed: String(view === memory.view) }, name)
    button.onclick = () => {
      memory.view = view
      buttons.forEach((each) => (each.ariaPressed = String(each === button)))
      change()
    }
    return button
  })
  row.append(...buttons)
  place.append(row)
}

const RESULTS = {
  plane(place, { scene, about, arrays, theme, labels, memory }) {
    const canvas = element("canvas", { className: "wide" })
    const note = element("figcaption")
    place.replaceChildren(canvas)
    memory.view ??= "map"
    memory.angle ??= { turn: 0.6, tilt: 0.6 }
    let fitted = new Float32Array(scene.rows)
    const draw = () => {
      canvas.classList.toggle("turns", memory.view === "solid")
      note.textContent = labels.notes[memory.view]
      if (memory.view === "solid") return paintSolid(canvas, fitted, GRID, about.limit, memory.angle, theme)
      if (memory.view === "map") return paintMap(canvas, fitted, GRID, about.limit, theme)
      const error = fitted.map((value, i) => value - arrays.truth.values[i])
      paintMap(canvas, error, GRID, about.limit, theme)
    }
    turnable(canvas, memory.angle, () => memory.view === "solid" && draw())
    const { error, ...others } = labels.views
    views(place, arrays.truth ? labels.views : others, memory, draw)
    place.append(note)
    return (layers) => {
      fitted = layers.at(-1)
      draw()
    }
  },

  line(place, { scene, about, arrays, labels, kept }) {
    const plot = element("div", { className: "plot result-plot" })
    place.replaceChildren(element("div", { className: "legend" }), plot)
    const entries = [[labels.fit, "series0"], [labels.points, "points"]]
    if (arrays.truth) entries.splice(1, 0, [labels.truth, "truth"])
    if (arrays.marks) entries.push([labels.marks, "points used"])
    legend(place, entries)
    const [x, y] = [Array.from(scene.x), Array.from(arrays.y.values)]
    const drawn = chart(plot, {
      x: { range: about.ranges[0], title: "x" },
      y: { range: extent(y, { room: 0.2 }), title: "y" },
    })
    const dots = y.map((value, i) => svg("circle", { class: "points", cx: drawn.x(arrays.x.values[i]), cy: drawn.y(value) }))
    drawn.plot.append(...dots)
    if (arrays.truth)
      drawn.plot.append(svg("path", { class: "line truth", d: path(x, Array.from(arrays.truth.values), drawn) }))
    const fit = svg("path", { class: "line series0" })
    drawn.plot.append(fit)
    const finite = (value) => (Number.isFinite(value) ? value : null)
    return (layers, _parameters, frame) => {
      fit.setAttribute("d", path(x, Array.from(layers.at(-1), finite), drawn))
      const used = arrays.marks ? marked(arrays.marks, kept(frame)) : new Set()
      dots.forEach((dot, i) => dot.classList.toggle("used", used.has(i)))
    }
  },

  table(place, { about, arrays, theme, labels, run }) {
    const plot = element("div", { className: "plot result-plot regions" })
    const canvas = element("canvas", { className: "wide" })
    place.replaceChildren(plot)
    const [across, up] = about.shown
    const drawn = chart(plot, {
      x: { range: about.ranges[0], title: labels.inputs[across] },
      y: { range: about.ranges[1], title: labels.inputs[up] },
    })
    Object.assign(canvas.style, { left: `${drawn.left}px`, top: `${drawn.top}px` })
    Object.assign(canvas.style, { width: `${drawn.right - drawn.left}px`, height: `${drawn.bottom - drawn.top}px` })
    plot.prepend(canvas)
    const inputs = run.sizes[0]
    const dots = Array.from(arrays.y.values, (label, row) => {
      const [a, b] = [across, up].map((input) => arrays.x.values[row * inputs + input])
      const dot = svg("circle", { class: "flower", cx: drawn.x(a), cy: drawn.y(b), r: 3 })
      dot.style.fill = theme.classes[label]
      drawn.plot.append(dot)
      return dot
    })
    return (layers, parameters) => {
      paintRegions(canvas, parameters, { about, run, theme })
      const right = verdicts(layers.at(-1), arrays.y.values, run.sizes.at(-1))
      dots.forEach((dot, row) => dot.classList.toggle("wrong", !right[row]))
    }
  },

  images(place, { about, arrays, theme, labels, run }) {
    const [height, width] = run.image
    const figures = Array.from(arrays.y.values, (label, row) => {
      const canvas = element("canvas")
      const figure = element("figure", { className: "answer" }, canvas, element("figcaption"))
      paintInk(canvas, arrays.x.values.subarray(row * width * height, (row + 1) * width * height), width, theme)
      return figure
    })
    const gallery = element("div", { className: "gallery" }, ...figures)
    const score = element("figcaption")
    place.replaceChildren(gallery, score)
    return (layers) => {
      const [outputs, classes] = [layers.at(-1), run.sizes.at(-1)]
      const right = verdicts(outputs, arrays.y.values, classes)
      figures.forEach((figure, row) => {
        figure.classList.toggle("wrong", !right[row])
        figure.lastChild.textContent = about.classes[greatest(outputs, row, classes)]
      })
      const hits = right.filter(Boolean).length
      score.textContent = labels.score.replace("{right}", hits).replace("{all}", right.length)
    }
  },
}

// The numbers of the rows that are marked in a kept epoch.
function marked({ shape, values }, kept) {
  return new Set(values.subarray(kept * shape[1], (kept + 1) * shape[1]))
}

// Which output of a row is the greatest.
function greatest(outputs, row, classes) {
  let best = 0
  for (let j = 1; j < classes; j++) if (outputs[row * classes + j] > outputs[row * classes + best]) best = j
  return best
}

const verdicts = (outputs, truth, classes) =>
  Array.from(truth, (label, row) => greatest(outputs, row, classes) === label)

// The greatest output of every point of a plane as its class's colour, paler where the runner-up is close.
function paintRegions(canvas, parameters, { about, run, theme }) {
  const [classes, { paper }] = [run.sizes.at(-1), theme]
  const x = planeRows(run.sizes[0], about.shown, about.ranges, about.base)
  const outputs = forward(run, parameters, x, GRID * GRID).at(-1)
  const shades = theme.classes.map(rgb).map((colour) => table((share) => paper.map((from, c) => from + (colour[c] - from) * share)))
  paintPixels(canvas, GRID * GRID, GRID, (i) => {
    const best = greatest(outputs, i, classes)
    const sure = Math.min(1, Math.max(0, lead(outputs, i, best, classes)) || 0)
    return shades[best % shades.length][(40 + 100 * sure) | 0]
  })
}

// By how much the greatest output of a row is above the others.
function lead(outputs, row, best, classes) {
  let second = -Infinity
  for (let j = 0; j < classes; j++) if (j !== best) second = Math.max(second, outputs[row * classes + j])
  return outputs[row * classes + best] - second
}

// One small result, as in a row of runs or of seeds; pictures are counted: how many of each class are read correctly.
function paintSmall(canvas, outputs, parameters, { about, theme, run, arrays }) {
  if (about.kind === "plane") return paintMap(canvas, outputs, GRID, about.limit, theme)
  if (about.kind === "line") return paintLine(canvas, Array.from(outputs), 1.1 * largest(arrays.y.values), theme)
  if (about.kind === "table") return paintRegions(canvas, parameters, { about, run, theme })
  const right = Float32Array.from(verdicts(outputs, arrays.y.values, run.sizes.at(-1)), Number)
  paintBars(canvas, byClass(right, arrays.y.values, run.sizes.at(-1)), 1, theme)
}
