// Strokes are lists of points [x, y] in fractions of the pad's side. They outlive reruns of the script.
const pads = new WeakMap()

function paint(canvas, strokes, pen) {
  const side = canvas.width
  const context = canvas.getContext("2d", { willReadFrequently: true })
  context.clearRect(0, 0, side, side)
  Object.assign(context, { lineCap: "round", lineJoin: "round", lineWidth: pen * side })
  context.strokeStyle = getComputedStyle(canvas).color
  for (const stroke of strokes) {
    context.beginPath()
    context.moveTo(stroke[0][0] * side, stroke[0][1] * side)
    // The hundredth of a pixel makes a dot of a stroke that never moved.
    for (const [x, y] of stroke) context.lineTo(x * side + 0.01, y * side)
    context.stroke()
  }
}

function encode(strokes, pen, side) {
  const canvas = Object.assign(document.createElement("canvas"), { width: side, height: side })
  paint(canvas, strokes, pen)
  const rgba = canvas.getContext("2d").getImageData(0, 0, side, side).data
  const ink = Uint8Array.from({ length: side * side }, (_, pixel) => rgba[4 * pixel + 3])
  return btoa(String.fromCharCode(...ink))
}

function points(event, canvas) {
  const { left, top, width } = canvas.getBoundingClientRect()
  const events = event.getCoalescedEvents?.() ?? []
  return (events.length ? events : [event]).map(({ clientX, clientY }) => [
    (clientX - left) / width,
    (clientY - top) / width,
  ])
}

export default function ({ data, parentElement, setStateValue }) {
  if (!pads.has(parentElement)) pads.set(parentElement, { strokes: [], drawing: false })
  const pad = pads.get(parentElement)
  const find = (selector) => parentElement.querySelector(selector)
  const canvas = find("canvas")

  const show = () => {
    paint(canvas, pad.strokes, data.pen)
    find(".hint").hidden = pad.strokes.length > 0
  }
  const send = () => {
    show()
    setStateValue("picture", pad.strokes.length ? encode(pad.strokes, data.pen, data.side) : null)
  }

  canvas.onpointerdown = (event) => {
    if (!event.isPrimary || event.button !== 0) return
    canvas.setPointerCapture(event.pointerId)
    pad.drawing = true
    pad.strokes.push(points(event, canvas))
    show()
  }
  canvas.onpointermove = (event) => {
    if (!pad.drawing || !event.isPrimary) return
    pad.strokes.at(-1).push(...points(event, canvas))
    show()
  }
  canvas.onpointerup = canvas.onpointercancel = (event) => {
    if (!pad.drawing || !event.isPrimary) return
    pad.drawing = false
    send()
  }
  find(".undo").onclick = () => {
    if (pad.strokes.pop()) send()
  }
  find(".clear").onclick = () => {
    if (pad.strokes.splice(0).length) send()
  }

  find(".pad").style.width = `${data.size}px`
  canvas.width = canvas.height = 2 * data.size
  canvas.setAttribute("aria-label", data.labels.pad)
  find(".hint").textContent = data.labels.hint
  find(".undo").textContent = data.labels.undo
  find(".clear").textContent = data.labels.clear
  show()
}
