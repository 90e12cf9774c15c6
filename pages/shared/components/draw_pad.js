// Strokes are lists of points [x, y] in fractions of the pad's side. By the pad's key, they outlive reruns of the script
// and the pad's way to another place on the page, or to another page and back.
const drawings = new Map()

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
  if (!drawings.has(data.key)) drawings.set(data.key, [])
  const strokes = drawings.get(data.key)
  const find = (selector) => parentElement.querySelector(selector)
  const canvas = find("canvas")
  const fresh = !canvas.onpointerdown

  const show = () => {
    paint(canvas, strokes, data.pen)
    find(".hint").hidden = strokes.length > 0
  }
  const send = () => {
    show()
    setStateValue("picture", strokes.length ? encode(strokes, data.pen, data.side) : null)
  }

  canvas.onpointerdown = (event) => {
    if (!event.isPrimary || event.button !== 0) return
    canvas.setPointerCapture(event.pointerId)
    strokes.push(points(event, canvas))
    show()
  }
  canvas.onpointermove = (event) => {
    if (!canvas.hasPointerCapture(event.pointerId)) return
    strokes.at(-1)?.push(...points(event, canvas))
    show()
  }
  canvas.onlostpointercapture = send
  find(".undo").onclick = () => {
    if (strokes.pop()) send()
  }
  find(".clear").onclick = () => {
    if (strokes.splice(0).length) send()
  }

  find(".pad").style.width = `${data.size}px`
  canvas.width = canvas.height = 2 * data.size
  canvas.setAttribute("aria-label", data.labels.pad)
  find(".hint").textContent = data.labels.hint
  find(".undo").textContent = data.labels.undo
  find(".clear").textContent = data.labels.clear
  show()
  if (fresh && strokes.length) send()
}
