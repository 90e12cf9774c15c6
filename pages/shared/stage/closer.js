// A unit or an edge looked at closely: a large picture, its formula with its numbers, its curve over the epochs.
const MOST_TERMS = 4

const signedNumber = (value) => `${value < 0 ? "−" : "+"} ${label(Math.abs(value))}`

// "relu(0.31 x1 − 0.52 x2 + 0.1)": the terms with the largest weights, how many more there are, the bias.
function formula(block, unit, activation, names) {
  const terms = Array.from({ length: block.n }, (_, from) => [from, weightOf(block, from, unit)])
  const shown = terms
    .sort(([, a], [, b]) => Math.abs(b) - Math.abs(a))
    .slice(0, MOST_TERMS)
    .sort(([a], [b]) => a - b)
  const sum = shown.map(([from, weight]) => `${signedNumber(weight)} ${names(from)}`).join(" ")
  const rest = block.n > shown.length ? ` + … (${block.n - shown.length})` : ""
  const inside = `${sum}${rest} ${signedNumber(biasOf(block, unit))}`.replace(/^\+ /, "").replace(/^− /, "−")
  return activation === "identity" ? inside : `${activation}(${inside})`
}

// The names of what comes into a layer.
function incoming(layer, labels) {
  return (from) => (layer === 0 ? (labels.inputs[from] ?? `x${from + 1}`) : `h${from + 1}`)
}

// How a unit changes over the frames: the lengths of its incoming and outgoing weights, and its bias.
function history({ layer, unit }, frames, run) {
  const length = (values) => Math.sqrt(values.reduce((total, value) => total + value * value, 0))
  return frames.map((parameters) => {
    const blocks = blocksOf(parameters, run.sizes)
    const into = Array.from({ length: blocks[layer].n }, (_, from) => weightOf(blocks[layer], from, unit))
    const next = blocks[layer + 1]
    const out = next ? Array.from({ length: next.m }, (_, to) => weightOf(next, unit, to)) : []
    return { into: length(into), out: length(out), bias: biasOf(blocks[layer], unit) }
  })
}

// The closer look at a unit or an edge in `place`; show(layers, parameters, frame).
function closer(place, target, { scene, run, theme, labels, frames, epochs }) {
  const title = element("strong", {}, target.shape ? labels.weight : unitName(target, labels))
  const words = element("span", { className: "formula" })
  if (target.shape) {
    place.replaceChildren(title, words)
    return (_layers, parameters) => {
      const weight = weightOf(blocksOf(parameters, run.sizes)[target.layer], target.from, target.to)
      const to = unitName({ ...target, unit: target.to, output: target.layer === run.sizes.length - 2 }, labels)
      words.textContent = `${incoming(target.layer, labels)(target.from)} → ${to}: ${label(weight)}`
    }
  }
  const canvas = element("canvas", { className: "large" })
  const plot = element("div", { className: "plot unit-curve" })
  place.replaceChildren(title, canvas, words, plot)
  if (target.layer < 0) {
    if (!scene.pictures) scene.paintInput(canvas, target.unit, theme)
    return () => {}
  }
  const move = unitCurve(plot, history(target, frames, run), epochs, labels)
  return (layers, parameters, frame) => {
    const blocks = blocksOf(parameters, run.sizes)
    paintUnit(canvas, columnOf(layers, target.layer, target.unit, scene.rows), target, blocks, scene, run, theme)
    const activation = target.output ? run.output : run.activation
    words.textContent = formula(blocks[target.layer], target.unit, activation, incoming(target.layer, labels))
    move(frame)
  }
}

function unitCurve(plot, points, epochs, labels) {
  const series = ["into", "out", "bias"].map((part) => points.map((point) => point[part]))
  const drawn = chart(plot, {
    x: { range: extent(epochs), title: labels.epochs },
    y: { range: extent(series.flat(), { room: 0.05 }), title: labels.unitCurve },
  })
  series.forEach((values, i) =>
    drawn.plot.append(svg("path", { class: `line unit${i}`, d: path(epochs, values, drawn) })),
  )
  const rule = svg("line", { class: "marker", y1: drawn.top, y2: drawn.bottom })
  drawn.picture.append(rule)
  return (frame) => ["x1", "x2"].forEach((side) => rule.setAttribute(side, drawn.x(epochs[frame])))
}
