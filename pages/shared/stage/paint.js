// Pictures on small canvases. One language of colour everywhere: orange is positive, blue negative, paper is zero.
const POSITIVE = [228, 87, 46]
const NEGATIVE = [47, 111, 176]

// The colours of the visitor's theme where `place` stands.
function themeAt(place) {
  const style = getComputedStyle(place)
  const [paper, ink] = ["--st-background-color", "--st-text-color"].map((name) => rgb(style.getPropertyValue(name)))
  const classes = style.getPropertyValue("--st-chart-categorical-colors").split(",").map((colour) => colour.trim())
  return { paper, ink, classes }
}

function rgb(colour) {
  const context = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d")
  context.fillStyle = colour
  context.fillRect(0, 0, 1, 1)
  return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)]
}

const css = ([r, g, b]) => `rgb(${r | 0} ${g | 0} ${b | 0})`

// The colour of a value in [-1, 1]; what is larger has the full colour.
function signed(value, paper) {
  const end = value < 0 ? NEGATIVE : POSITIVE
  const share = Math.min(Math.abs(value) || 0, 1)
  return paper.map((from, i) => from + (end[i] - from) * share)
}

// Colours (256) from -1 to 1, as one lookup table for many pixels.
function signedTable(paper) {
  return Array.from({ length: 256 }, (_, i) => signed(i / 127.5 - 1, paper))
}

// Pixels (rows * columns) as colours of value / limit.
function paintMap(canvas, values, columns, limit, table) {
  const rows = values.length / columns
  Object.assign(canvas, { width: columns, height: rows })
  const context = canvas.getContext("2d")
  const image = context.createImageData(columns, rows)
  for (let i = 0; i < values.length; i++) {
    const share = Math.max(-1, Math.min(1, values[i] / limit))
    image.data.set(table[Number.isNaN(share) ? 127 : Math.round((share + 1) * 127.5)], 4 * i)
    image.data[4 * i + 3] = 255
  }
  context.putImageData(image, 0, 0)
}

// Grey pixels (rows * columns), 255 where there is full ink.
function paintInk(canvas, ink, columns, { paper, ink: full }) {
  const table = Array.from({ length: 256 }, (_, i) => paper.map((from, c) => from + ((full[c] - from) * i) / 255))
  Object.assign(canvas, { width: columns, height: ink.length / columns })
  const image = canvas.getContext("2d").createImageData(canvas.width, canvas.height)
  for (let i = 0; i < ink.length; i++) {
    image.data.set(table[ink[i]], 4 * i)
    image.data[4 * i + 3] = 255
  }
  canvas.getContext("2d").putImageData(image, 0, 0)
}

// A function of one input: values over the picture's width, zero in the middle.
function paintLine(canvas, values, limit, { ink }) {
  const side = 64
  Object.assign(canvas, { width: side, height: side })
  const context = canvas.getContext("2d")
  const at = (value) => side / 2 - (Math.max(-1.2, Math.min(1.2, value / limit)) * side) / 2.4
  context.strokeStyle = css(ink)
  context.globalAlpha = 0.25
  context.fillStyle = css(ink)
  context.fillRect(0, side / 2, side, 1)
  context.globalAlpha = 1
  context.lineWidth = 3
  context.beginPath()
  values.forEach((value, i) => context.lineTo((i / (values.length - 1)) * side, at(value)))
  context.stroke()
}

// Bars from zero, one for each class, in the classes' colours.
function paintBars(canvas, values, limit, { classes, ink }) {
  const side = 64
  Object.assign(canvas, { width: side, height: side })
  const context = canvas.getContext("2d")
  const negative = values.some((value) => value < 0)
  const [zero, span] = negative ? [side / 2, side / 2] : [side - 2, side - 4]
  const width = side / values.length
  values.forEach((value, i) => {
    const height = Math.max(-1, Math.min(1, value / limit)) * span
    context.fillStyle = classes[i % classes.length]
    context.fillRect(i * width + 1, zero - Math.max(height, 0), Math.max(width - 2, 1), Math.abs(height))
  })
  context.fillStyle = css(ink)
  context.globalAlpha = 0.4
  context.fillRect(0, zero, side, 1)
}
