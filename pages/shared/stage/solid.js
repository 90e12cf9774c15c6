// A surface over a plane in three dimensions that turns with the mouse, painted from the back to the front.
const EVERY = 2 // of the grid's points is a corner

// Heights (side * side, from the top left) in [-limit, limit] as a picture seen from `view` { turn, tilt }.
function paintSolid(canvas, heights, side, limit, view, theme) {
  const [width, height] = [2 * canvas.clientWidth, 2 * canvas.clientHeight]
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
  const context = canvas.getContext("2d")
  context.clearRect(0, 0, width, height)
  const corners = Math.floor((side - 1) / EVERY) + 1
  const points = cornersOf(heights, side, corners, limit, view, width, height)
  for (const { at, value } of facesOf(points, corners)) {
    context.fillStyle = css(signed(value / limit, theme.paper))
    context.strokeStyle = css(theme.paper.map((c, i) => (3 * c + theme.ink[i]) / 4))
    context.beginPath()
    at.forEach(({ x, y }) => context.lineTo(x, y))
    context.closePath()
    context.fill()
    context.stroke()
  }
}

function cornersOf(heights, side, corners, limit, { turn, tilt }, width, height) {
  const size = Math.min(width / 1.5, height / 1.25) / 2
  const [sin, cos] = [Math.sin(turn), Math.cos(turn)]
  return Array.from({ length: corners * corners }, (_, i) => {
    const [row, column] = [Math.floor(i / corners), i % corners]
    const [u, v] = [(2 * column) / (corners - 1) - 1, 1 - (2 * row) / (corners - 1)]
    const raw = heights[row * EVERY * side + column * EVERY]
    const value = Math.max(-limit, Math.min(limit, raw || 0))
    const [across, depth, up] = [u * cos - v * sin, u * sin + v * cos, (0.55 * value) / limit]
    const y = height / 2 - size * (depth * Math.sin(tilt) + up * Math.cos(tilt))
    return { x: width / 2 + size * across, y, depth, value }
  })
}

function facesOf(points, corners) {
  const faces = []
  for (let row = 0; row < corners - 1; row++)
    for (let column = 0; column < corners - 1; column++) {
      const first = row * corners + column
      const at = [first, first + 1, first + corners + 1, first + corners].map((i) => points[i])
      const mean = (part) => at.reduce((total, point) => total + point[part], 0) / 4
      faces.push({ at, depth: mean("depth"), value: mean("value") })
    }
  return faces.sort((a, b) => b.depth - a.depth)
}

// Turn `view` with the pointer or the arrow keys, and draw again.
function turnable(canvas, view, draw) {
  canvas.tabIndex = 0
  canvas.onpointerdown = (event) => canvas.setPointerCapture(event.pointerId)
  canvas.onpointermove = (event) => {
    if (!canvas.hasPointerCapture(event.pointerId)) return
    turn(view, event.movementX / 120, event.movementY / 160)
    draw()
  }
  canvas.onkeydown = (event) => {
    const [across, up] = { ArrowLeft: [-0.1, 0], ArrowRight: [0.1, 0], ArrowUp: [0, -0.1], ArrowDown: [0, 0.1] }[event.key] ?? []
    if (across === undefined) return
    event.preventDefault()
    event.stopPropagation()
    turn(view, across, up)
    draw()
  }
}

function turn(view, across, up) {
  view.turn += across
  view.tilt = Math.max(0.1, Math.min(1.5, view.tilt + up))
}
