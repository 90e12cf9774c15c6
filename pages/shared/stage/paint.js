// Pictures on small canvases. One language of colour everywhere: orange is positive, blue negative (POSITIVE and NEGATIVE
// come from theme.py), paper is zero.

// The colours of the visitor's theme where `place` stands.
function themeAt(place) {
  const style = getComputedStyle(place)
  const [paper, ink] = ["--st-background-color", "--st-text-color"].map((name) => rgb(style.getPropertyValue(name)))
  const classes = style.getPropertyValue("--st-chart-categorical-colors").split(",").map((colour) => colour.trim())
  const signs = table((share) => signed(2 * share - 1, paper))
  const inks = table((share) => paper.map((from, i) => from + (ink[i] - from) * share))
  return { paper, ink, classes, signs, inks }
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

// One pixel as the four bytes of an image, in one number.
const pixel = ([r, g, b]) => (255 << 24) | (b << 16) | (g << 8) | r

// 256 pixels from one end of a scale to the other, colour(share in [0, 1]).
const table = (colour) => Uint32Array.from({ length: 256 }, (_, i) => pixel(colour(i / 255)))

// Paint rows * columns pixels, each a number of a table.
function paintPixels(canvas, count, columns, at) {
  if (canvas.width !== columns || canvas.height !== count / columns)
    Object.assign(canvas, { width: columns, height: count / columns })
  const context = canvas.getContext("2d")
  const image = context.createImageData(columns, count / columns)
  const pixels = new Uint32Array(image.data.buffer)
  for (let i = 0; i < count; i++) pixels[i] = at(i)
  context.putImageData(image, 0, 0)
}

// Values (rows * columns) as colours of value / limit; what is not a number is paper.
function paintMap(canvas, values, columns, limit, { signs }) {
  const scale = 127.5 / limit
  const share = (value) => (Number.isNaN(value) ? 127.5 : Math.max(0, Math.min(255, 127.5 + value * scale)))
  paintPixels(canvas, values.length, columns, (i) => signs[share(values[i]) | 0])
}

// Grey pixels (rows * columns), 255 where there is full ink.
function paintInk(canvas, ink, columns, { inks }) {
  paintPixels(canvas, ink.length, columns, (i) => inks[ink[i]])
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
