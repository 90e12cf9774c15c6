// Elements of a page, and legends made of them.
function element(name, properties = {}, ...children) {
  const node = Object.assign(document.createElement(name), properties)
  node.append(...children)
  return node
}

// A row of names with their strokes; gives the places for a value behind each name.
function legend(panel, entries) {
  const values = entries.map(() => element("b"))
  const keys = entries.map(([name, style], i) =>
    element("span", {}, element("i", { className: `stroke ${style}` }), name, " ", values[i]),
  )
  panel.querySelector(".legend").replaceChildren(...keys)
  return values
}
