// What each kind of data puts into the network, how a unit's answers are drawn, and how its sum is written.
const GRID = 48 // points along each side of a plane
const LINE = 121 // points along a line

const spread = ([low, high], count) => Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1))

// Rows (GRID * GRID, inputs) over a plane of two of the inputs, from the top left; the others stay at `base`.
function planeRows(inputs, [across, up], [xs, ys], base) {
  const x = new Float32Array(GRID * GRID * inputs)
  const [columns, rows] = [spread(xs, GRID), spread(ys, GRID).reverse()]
  for (let i = 0; i < GRID * GRID; i++) {
    x.set(base, i * inputs)
    x[i * inputs + across] = columns[i % GRID]
    x[i * inputs + up] = rows[Math.floor(i / GRID)]
  }
  return x
}

function largest(values) {
  let most = 1e-12
  for (const value of values) if (value > most || -value > most) most = Math.abs(value)
  return most
}

// The mean of each class's rows in a column of answers.
function byClass(column, labels, count) {
  const [totals, rows] = [new Float64Array(count), new Float64Array(count)]
  labels.forEach((label, row) => {
    totals[label] += column[row]
    rows[label] += 1
  })
  return Array.from(totals, (total, label) => total / Math.max(rows[label], 1))
}

// scene(about, arrays) -> { x, rows, paint(canvas, column, theme), paintInput(canvas, input, theme) }
const SCENES = {
  plane({ ranges }) {
    const x = planeRows(2, [0, 1], ranges, [0, 0])
    const paint = (canvas, column, theme) => paintMap(canvas, column, GRID, largest(column), theme)
    const own = (input) => Float32Array.from({ length: GRID * GRID }, (_, i) => x[2 * i + input])
    return { x, rows: GRID * GRID, paint, paintInput: (canvas, input, theme) => paint(canvas, own(input), theme) }
  },
  line({ ranges }) {
    const x = Float32Array.from(spread(ranges[0], LINE))
    const paint = (canvas, column, theme) => paintLine(canvas, column, largest(column), theme)
    return { x, rows: LINE, paint, paintInput: (canvas, _, theme) => paint(canvas, x, theme) }
  },
  table({ classes }, { x, y }) {
    const [rows, inputs] = x.shape
    const bars = (column) => byClass(column, y.values, classes.length)
    const paint = (canvas, column, theme) => paintBars(canvas, bars(column), largest(bars(column)), theme)
    const own = (input) => Float32Array.from({ length: rows }, (_, row) => x.values[row * inputs + input])
    return { x: x.values, rows, paint, paintInput: (canvas, input, theme) => paint(canvas, own(input), theme) }
  },
  images({ classes, scale }, { x, y }) {
    const bars = (column) => byClass(column, y.values, classes.length)
    const paint = (canvas, column, theme) => paintBars(canvas, bars(column), largest(bars(column)), theme)
    return { x: Float32Array.from(x.values, (ink) => ink * scale), rows: x.shape[0], paint, pictures: x }
  },
}
