// What the network learns from, one painter for each kind of data: source(place, stage) draws it once.
const SOURCES = {
  plane(place, { about, arrays, theme }) {
    if (!arrays.truth) {
      const [xs, ys] = [0, 1].map((input) => Float32Array.from(arrays.y.values, (_, row) => arrays.x.values[2 * row + input]))
      const colour = (row) => css(signed(arrays.y.values[row] / about.limit, theme.paper))
      return dotted(place, xs, ys, ...about.ranges, colour)
    }
    const canvas = element("canvas", { className: "large" })
    paintMap(canvas, arrays.truth.values, GRID, about.limit, theme)
    place.append(canvas)
  },
  line(place, { about, arrays, theme }) {
    dotted(place, arrays.x.values, arrays.y.values, about.ranges[0], extent(Array.from(arrays.y.values), { room: 0.1 }), () => css(theme.ink))
  },
  table(place, { about, arrays, theme, run }) {
    const [across, up] = about.beside
    const pick = (input) => Float32Array.from(arrays.y.values, (_, row) => arrays.x.values[row * run.sizes[0] + input])
    const [xs, ys] = [pick(across), pick(up)]
    const ranges = [xs, ys].map((values) => extent(Array.from(values), { room: 0.08 }))
    dotted(place, xs, ys, ...ranges, (row) => theme.classes[arrays.y.values[row]])
  },
  images(place, { arrays, theme, run }) {
    const [height, width] = run.image
    const sheet = element("div", { className: "sheet" })
    for (let row = 0; row < Math.min(16, arrays.y.values.length); row++) {
      const canvas = element("canvas")
      paintInk(canvas, arrays.x.values.subarray(row * width * height, (row + 1) * width * height), width, theme)
      sheet.append(canvas)
    }
    place.append(sheet)
  },
}

// Points (x, y) on a large canvas, the colour of each by its row.
function dotted(place, xs, ys, [left, right], [low, high], colour) {
  const side = 240
  const canvas = element("canvas", { className: "large", width: side, height: side })
  const context = canvas.getContext("2d")
  xs.forEach((x, row) => {
    context.fillStyle = colour(row)
    context.beginPath()
    const [across, up] = [(x - left) / (right - left), (ys[row] - low) / (high - low)]
    context.arc(4 + across * (side - 8), side - 4 - up * (side - 8), 3, 0, 2 * Math.PI)
    context.fill()
  })
  place.append(canvas)
}
