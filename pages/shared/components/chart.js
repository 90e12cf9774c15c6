// A small SVG chart: linear or logarithmic scales, a few ticks, titles. Lengths are CSS pixels, null is a missing value.
const MARGIN = { left: 50, right: 14, top: 26, bottom: 42 }

function svg(name, attributes = {}, text = "") {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name)
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value)
  node.textContent = text
  return node
}

// Where a value stands on an axis: ranges are pairs of positions, so that a log axis bears any number.
const position = (log) => (log ? Math.log10 : Number)

// The range of the values, wider by a share `room` of it on both sides.
function extent(values, { log = false, room = 0 } = {}) {
  const usable = values.filter((value) => value !== null && (!log || value > 0)).map(position(log))
  if (!usable.length) return [0, 1]
  const low = usable.reduce((a, b) => Math.min(a, b))
  const high = usable.reduce((a, b) => Math.max(a, b))
  const more = room * (high - low) || (low === high ? 0.5 : 0)
  return [low - more, high + more]
}

function scale([low, high], start, end, log = false) {
  const perUnit = (end - start) / (high - low)
  return (value) => start + (position(log)(value) - low) * perUnit
}

function linearTicks([low, high]) {
  const least = (high - low) / 5
  const power = 10 ** Math.floor(Math.log10(least))
  const step = power * [1, 2, 5, 10].find((factor) => factor * power >= least)
  const first = Math.ceil(low / step)
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => (first + i) * step)
}

// Powers of ten, with 2 and 5 between them where they are few.
function logTicks([low, high]) {
  const first = Math.floor(low)
  const inside = (value) => low <= Math.log10(value) && Math.log10(value) <= high
  const decades = Array.from({ length: Math.ceil(high) - first + 1 }, (_, i) => 10 ** (first + i))
  const all = decades.flatMap((power) => [power, 2 * power, 5 * power]).filter(inside)
  if (all.length < 2) return linearTicks([10 ** low, 10 ** high])
  if (all.length <= 6) return all
  const powers = decades.filter(inside)
  const stride = Math.ceil(powers.length / 6)
  return powers.filter((_, i) => i % stride === 0)
}

function label(value) {
  const short = Number(value.toPrecision(3))
  const plain = short === 0 || (Math.abs(short) >= 1e-3 && Math.abs(short) < 1e5)
  return (plain ? String(short) : short.toExponential()).replaceAll("-", "−").replace("e+", "e")
}

// An empty chart in `place`, filling it: { plot, x, y, bottom }; `plot` clips what is drawn into it.
function chart(place, { x: xAxis, y: yAxis }) {
  const { clientWidth: width, clientHeight: height } = place
  const [right, bottom] = [width - MARGIN.right, height - MARGIN.bottom]
  const x = scale(xAxis.range, MARGIN.left, right)
  const y = scale(yAxis.range, bottom, MARGIN.top, yAxis.log)
  const picture = svg("svg", { width, height })
  const yTicks = yAxis.log ? logTicks(yAxis.range) : linearTicks(yAxis.range)
  for (const value of linearTicks(xAxis.range))
    picture.append(svg("text", { class: "tick", x: x(value), y: bottom + 16, "text-anchor": "middle" }, label(value)))
  for (const value of yTicks)
    picture.append(
      svg("line", { class: "grid", x1: MARGIN.left, x2: right, y1: y(value), y2: y(value) }),
      svg("text", { class: "tick", x: MARGIN.left - 6, y: y(value) + 4, "text-anchor": "end" }, label(value)),
    )
  const middle = (MARGIN.left + right) / 2
  picture.append(svg("text", { class: "title", x: middle, y: height - 6, "text-anchor": "middle" }, xAxis.title))
  picture.append(svg("text", { class: "title", x: 2, y: 13 }, yAxis.title))
  const plot = svg("svg", { x: MARGIN.left, y: MARGIN.top, width: right - MARGIN.left, height: bottom - MARGIN.top })
  plot.setAttribute("viewBox", `${MARGIN.left} ${MARGIN.top} ${right - MARGIN.left} ${bottom - MARGIN.top}`)
  picture.append(plot)
  place.replaceChildren(picture)
  return { picture, plot, x, y, left: MARGIN.left, right, top: MARGIN.top, bottom }
}

const clipped = (pixel) => Math.max(-1e4, Math.min(1e4, pixel)).toFixed(1)

// The points as an SVG path that breaks at missing values.
function path(xs, ys, { x, y }, log = false) {
  let pen = "M"
  let steps = ""
  xs.forEach((value, i) => {
    if (ys[i] === null || (log && ys[i] <= 0)) pen = "M"
    else {
      steps += `${pen}${clipped(x(value))} ${clipped(y(ys[i]))}`
      pen = "L"
    }
  })
  return steps
}
