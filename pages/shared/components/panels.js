// What a scrubber shows. Each function fills its panel (a legend above a plot) and gives back a function that
// brings one frame into it.

function showPictures(panel, { pngs, captions }) {
  const images = pngs[0].map((_, i) => element("img", { alt: captions[i] ?? "" }))
  const figures = images.map((image, i) => element("figure", {}, image, element("figcaption", {}, captions[i] ?? "")))
  panel.querySelector(".plot").replaceChildren(...figures)
  return (frame) => images.forEach((image, i) => (image.src = `data:image/png;base64,${pngs[frame][i]}`))
}

function showLines(panel, { x, ys, points, truth, used, nothing, x_title, y_title, names }) {
  const styles = { fit: "series0", truth: "truth", points: "points", used: "points used" }
  legend(panel, Object.entries(names).map(([part, name]) => [name, styles[part]]))
  const fixed = [...(points?.[1] ?? []), ...(truth?.[1] ?? [])]
  const drawn = chart(panel.querySelector(".plot"), {
    x: { range: extent([...x, ...(points?.[0] ?? [])]), title: x_title },
    y: { range: extent(fixed.length ? fixed : ys.flat(), { room: 0.15 }), title: y_title },
  })
  const dots = (points?.[0] ?? []).map((value, i) =>
    svg("circle", { class: "points", cx: drawn.x(value), cy: drawn.y(points[1][i]), r: 2.5 }),
  )
  drawn.plot.append(...dots)
  if (truth) drawn.plot.append(svg("path", { class: "line truth", d: path(...truth, drawn) }))
  const fit = svg("path", { class: "line series0" })
  const [middle, centre] = [(drawn.left + drawn.right) / 2, (drawn.top + drawn.bottom) / 2]
  const words = svg("text", { class: "nothing", x: middle, y: centre, "text-anchor": "middle" })
  drawn.plot.append(fit, words)
  return (frame) => {
    fit.setAttribute("d", path(x, ys[frame], drawn))
    words.textContent = ys[frame].every((value) => value === null) ? nothing : ""
    const now = new Set(used?.[frame])
    dots.forEach((dot, i) => dot.classList.toggle("used", now.has(i)))
  }
}

function showCurve(panel, { epochs, series, x_title, y_title, log }, frameEpochs, jump) {
  const values = legend(panel, series.map(({ name }, i) => [name, `series${i}`]))
  const place = panel.querySelector(".plot")
  const drawn = chart(place, {
    x: { range: extent(epochs), title: x_title },
    y: { range: extent(series.flatMap((one) => one.values), { log, room: 0.04 }), title: y_title, log },
  })
  series.forEach((one, i) =>
    drawn.plot.append(svg("path", { class: `line series${i}`, d: path(epochs, one.values, drawn, log) })),
  )
  const rule = svg("line", { class: "marker", y1: drawn.top, y2: drawn.bottom })
  const dots = series.map((_, i) => svg("circle", { class: `dot series${i}`, r: 4.5 }))
  drawn.picture.append(rule, ...dots)

  const jumpTo = (event) => {
    const pixel = event.clientX - place.getBoundingClientRect().left
    const distance = frameEpochs.map((epoch) => Math.abs(drawn.x(epoch) - pixel))
    jump(distance.indexOf(Math.min(...distance)))
  }
  place.onpointerdown = (event) => {
    place.setPointerCapture(event.pointerId)
    jumpTo(event)
  }
  place.onpointermove = (event) => place.hasPointerCapture(event.pointerId) && jumpTo(event)

  return (frame) => {
    const at = drawn.x(frameEpochs[frame])
    const last = epochs.findLastIndex((epoch) => epoch <= frameEpochs[frame])
    for (const side of ["x1", "x2"]) rule.setAttribute(side, at)
    series.forEach((one, i) => {
      const value = one.values[last] ?? null
      const visible = value !== null && (!log || value > 0)
      values[i].textContent = value === null ? "–" : label(value)
      dots[i].style.display = visible ? "" : "none"
      if (visible) dots[i].setAttribute("transform", `translate(${at} ${drawn.y(value)})`)
    })
  }
}
