// The loss curve of the stage: a line for each run (and a dashed one for its validation loss), the reported value, a
// marker that moves with the epoch shown, and a click that moves the epoch.
function lossCurve(panel, { runs, reported, theme, labels, epochs, jump }) {
  const series = runs.flatMap((run, i) =>
    run.curve.series.map((one, k) => ({ ...one, run, epochs: run.curve.epochs, colour: colourOf(run, theme), dashed: k > 0 })),
  )
  const values = legendOf(panel, series)
  const place = panel.querySelector(".plot")
  const log = true
  const all = series.flatMap((one) => one.values).concat(reported ? [reported.value] : [])
  const last = Math.max(...runs.map((run) => run.last))
  const drawn = chart(place, {
    x: { range: [0, last], title: labels.epochs },
    y: { range: extent(all, { log, room: 0.06 }), title: labels.loss, log },
  })
  series.forEach((one) => {
    const line = svg("path", { class: `line ${one.dashed ? "dashed" : ""}`, d: path(one.epochs, one.values, drawn, log) })
    line.style.color = one.colour
    drawn.plot.append(line)
  })
  if (reported) report(drawn, reported)
  const rule = svg("line", { class: "marker", y1: drawn.top, y2: drawn.bottom })
  drawn.picture.append(rule)
  clickable(place, (pixel) => {
    const distances = epochs.map((epoch) => Math.abs(drawn.x(epoch) - pixel))
    jump(distances.indexOf(Math.min(...distances)))
  })
  return (frame) => {
    for (const side of ["x1", "x2"]) rule.setAttribute(side, drawn.x(epochs[frame]))
    series.forEach((one, i) => {
      const at = one.epochs.findLastIndex((epoch) => epoch <= epochs[frame])
      const value = one.values[at] ?? null
      values[i].textContent = value === null ? "–" : label(value)
    })
  }
}

// A run's colour in the palette, or that of the text for one that is kept to compare.
const colourOf = ({ colour }, { classes, ink }) => (colour < 0 ? `rgb(${ink.join(" ")})` : classes[colour % classes.length])

function legendOf(panel, series) {
  const values = series.map(() => element("b"))
  const keys = series.map((one, i) => {
    const stroke = element("i", { className: `stroke ${one.dashed ? "dashed" : ""}` })
    stroke.style.color = one.colour
    return element("span", {}, stroke, one.name, " ", values[i])
  })
  panel.querySelector(".legend").replaceChildren(...keys)
  return values
}

function report(drawn, { value, text }) {
  const y = drawn.y(value)
  drawn.plot.append(
    svg("line", { class: "reported", x1: drawn.left, x2: drawn.right, y1: y, y2: y }),
    svg("text", { class: "reported", x: drawn.left + 4, y: y - 5 }, text),
  )
}

// Calls at(pixel from the left) where the pointer is pressed or dragged.
function clickable(place, at) {
  const pixel = (event) => event.clientX - place.getBoundingClientRect().left
  place.onpointerdown = (event) => {
    place.setPointerCapture(event.pointerId)
    at(pixel(event))
  }
  place.onpointermove = (event) => place.hasPointerCapture(event.pointerId) && at(pixel(event))
}
