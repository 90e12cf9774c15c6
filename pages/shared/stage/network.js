// The network: a column of units for each layer, each unit a small picture of what it computes, edges as their weights.
const LEAST_UNIT = 22 // pixels
const LARGEST_UNIT = 56
const DENSITY = Math.ceil(window.devicePixelRatio || 1) // pixels of the screen for one of the page
const NEAR = 6 // pixels from an edge that still point at it

// The units of a layer that matter most, those with the largest outgoing weights, in their own order.
function strongest(block, most) {
  const strength = (unit) => {
    let total = 0
    for (let to = 0; to < block.m; to++) total += Math.abs(weightOf(block, unit, to))
    return total
  }
  const units = Array.from({ length: block.n }, (_, unit) => unit)
  if (units.length <= most) return units
  const strengths = units.map(strength)
  return units
    .sort((a, b) => strengths[b] - strengths[a])
    .slice(0, most)
    .sort((a, b) => a - b)
}

// [{ layer, units, more }]: layer -1 is the input, the last the output.
function columnsOf(run, parameters, most, images) {
  const blocks = blocksOf(parameters, run.sizes)
  return run.sizes.map((size, column) => {
    const layer = column - 1
    if (images && layer < 0) return { layer, units: [0], more: 0 }
    const inner = column > 0 && column < run.sizes.length - 1
    const all = Array.from({ length: size }, (_, unit) => unit)
    const units = inner ? strongest(blocks[column], most) : all.slice(0, 12)
    return { layer, units, more: size - units.length }
  })
}

function placed(columns, width, height) {
  const room = height - 44
  const step = (count) => Math.min(LARGEST_UNIT, room / count - 4, width / columns.length - 14)
  return columns.map((column, i) => {
    const side = Math.max(LEAST_UNIT, step(column.units.length))
    const pitch = Math.min(room / column.units.length, side * 1.6)
    const top = 20 + (room - pitch * column.units.length) / 2
    const middle = ((i + 0.5) * width) / columns.length
    const at = column.units.map((_, k) => ({ x: middle - side / 2, y: top + k * pitch + (pitch - side) / 2 }))
    return { ...column, at, side, middle }
  })
}

// A drawn network: show(layers, parameters) brings one epoch into it. `on` has point(unit or edge or null), pin(unit)
// and open(layer).
function diagram(place, { scene, run, parameters, theme, labels, on }) {
  const most = place.clientWidth < 420 ? 5 : 8
  const images = Boolean(scene.pictures)
  const columns = placed(columnsOf(run, parameters, most, images), place.clientWidth, place.clientHeight)
  const edges = columns.slice(1).flatMap((column, i) => edgesBetween(columns[i], column, images && i === 0))
  const wires = wiresOn(place, edges, on)
  const units = columns.flatMap((column) => unitsOf(column, columns.length, labels, on))
  const titles = columns.flatMap((column) => titlesOf(column, columns.length, labels, on))
  place.replaceChildren(wires, ...units.map(({ button }) => button), ...titles)

  const inputs = units.filter(({ layer }) => layer < 0)
  inputs.forEach(({ canvas, unit }) =>
    images
      ? paintInk(canvas, scene.pictures.values.subarray(0, run.sizes[0]), run.image[1], theme)
      : scene.paintInput(canvas, unit, theme),
  )
  const shown = units.filter(({ layer }) => layer >= 0)
  return (layers, parameters) => {
    const blocks = blocksOf(parameters, run.sizes)
    drawEdges(wires, edges, blocks, theme)
    shown.forEach((each) => drawUnit(each, layers, blocks, { scene, run, theme, labels }))
  }
}

function edgesBetween(before, after, neutral) {
  return before.units.flatMap((from, i) =>
    after.units.map((to, j) => {
      const [a, b] = [before.at[i], after.at[j]]
      const [x1, y1, x2, y2] = [a.x + before.side, a.y + before.side / 2, b.x, b.y + after.side / 2]
      const middle = (x1 + x2) / 2
      const shape = new Path2D(`M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`)
      return { shape, layer: after.layer, from, to, neutral, weight: 0 }
    }),
  )
}

// The canvas that the edges are drawn on; the pointer finds the edge that it is on.
function wiresOn(place, edges, on) {
  const [width, height] = [place.clientWidth, place.clientHeight]
  const canvas = element("canvas", { className: "wires", width: DENSITY * width, height: DENSITY * height })
  const context = canvas.getContext("2d")
  let found = null
  canvas.onpointermove = ({ offsetX, offsetY }) => {
    context.lineWidth = NEAR
    const now = edges.findLast(({ shape, neutral }) => !neutral && context.isPointInStroke(shape, DENSITY * offsetX, DENSITY * offsetY))
    if (now !== found) on.point((found = now) ?? null)
  }
  canvas.onpointerleave = () => found && on.point((found = null))
  context.scale(DENSITY, DENSITY)
  return canvas
}

function drawEdges(canvas, edges, blocks, { paper, ink }) {
  const limits = blocks.map(() => 1e-12)
  edges.forEach((edge) => {
    edge.weight = edge.neutral ? 0 : weightOf(blocks[edge.layer], edge.from, edge.to)
    limits[edge.layer] = Math.max(limits[edge.layer], Math.abs(edge.weight) || 0)
  })
  const context = canvas.getContext("2d")
  const colours = { [-1]: css(signed(-1, paper)), 0: css(ink), 1: css(signed(1, paper)) }
  context.clearRect(0, 0, canvas.width, canvas.height)
  edges.forEach(({ shape, layer, weight }) => {
    const share = Math.abs(weight) / limits[layer] || 0
    context.strokeStyle = colours[Math.sign(weight) || 0]
    context.lineWidth = 0.4 + 3.6 * share
    context.globalAlpha = 0.12 + 0.8 * share
    context.stroke(shape)
  })
}

function unitsOf({ layer, units, at, side }, count, labels, on) {
  return units.map((unit, i) => {
    const button = element("button", { type: "button", className: "unit" })
    const canvas = element("canvas")
    Object.assign(button.style, { left: `${at[i].x}px`, top: `${at[i].y}px`, width: `${side}px`, height: `${side}px` })
    button.append(canvas)
    const each = { layer, unit, button, canvas, output: layer === count - 2 }
    button.ariaLabel = unitName(each, labels)
    button.onpointerenter = button.onfocus = () => on.point(each)
    button.onpointerleave = button.onblur = () => on.point(null)
    button.onclick = () => on.pin(each)
    return each
  })
}

function titlesOf({ layer, more, middle }, count, labels, on) {
  const text = layer < 0 ? labels.input : layer === count - 2 ? labels.output : `${labels.layer} ${layer + 1}`
  const title = element("span", { className: "layer" }, text)
  title.style.left = `${middle}px`
  if (!more) return [title]
  const open = element("button", { type: "button", className: "more" }, labels.more.replace("{n}", more))
  open.style.left = `${middle}px`
  open.onclick = () => on.open(layer)
  return [title, open]
}

const unitName = ({ layer, unit, output }, labels) =>
  layer < 0
    ? (labels.inputs[unit] ?? `${labels.input} ${unit + 1}`)
    : output
      ? (labels.outputs[unit] ?? labels.output)
      : `${labels.layer} ${layer + 1}, ${labels.unit} ${unit + 1}`

// One unit's answers (rows,), out of a layer's (rows, units).
function columnOf(layers, layer, unit, rows) {
  const [answers, width, column] = [layers[layer], layers[layer].length / rows, new Float32Array(rows)]
  for (let row = 0, at = unit; row < rows; row++, at += width) column[row] = answers[at]
  return column
}

function drawUnit({ layer, unit, button, canvas }, layers, blocks, { scene, run, theme, labels }) {
  const answers = columnOf(layers, layer, unit, scene.rows)
  const dead = run.activation === "relu" && layer < blocks.length - 1 && answers.every((value) => value <= 0)
  button.classList.toggle("dead", dead)
  button.title = dead ? labels.dead : ""
  paintUnit(canvas, answers, { layer, unit }, blocks, scene, run, theme)
}

// A first-layer unit of images is its incoming weights; any other unit is its answers.
function paintUnit(canvas, answers, { layer, unit }, blocks, scene, run, theme) {
  if (!scene.pictures || layer > 0) return scene.paint(canvas, answers, theme)
  const weights = Float32Array.from({ length: blocks[0].n }, (_, from) => weightOf(blocks[0], from, unit))
  paintMap(canvas, weights, run.image[1], largest(weights), theme)
}
