// The visible texts of a page, shadow roots included, whose contrast to what is behind them is below 4.5.
() => {
  const LEAST = 4.5
  const UNREAD = "[disabled], [aria-disabled=true], [data-testid=stIconMaterial], [role=slider], style, script, option"
  const one = Object.assign(document.createElement("canvas"), { width: 1, height: 1 })
  const paint = one.getContext("2d", { willReadFrequently: true })

  const rgba = (colour) => {
    paint.clearRect(0, 0, 1, 1)
    paint.fillStyle = colour
    paint.fillRect(0, 0, 1, 1)
    const [r, g, b, a] = paint.getImageData(0, 0, 1, 1).data
    return [r, g, b, a / 255]
  }
  const linear = (value) => (value <= 0.03928 * 255 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4)
  const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])).concat(1)
  const parent = (node) => node.assignedSlot ?? node.parentElement ?? node.getRootNode().host
  const chain = (node) => (node ? [...chain(parent(node)), node] : [])

  // How much the text of an element stands out; null where nothing is to be seen.
  const contrast = (node) => {
    const { width, height } = node.getBoundingClientRect()
    const styles = chain(node).map((each) => getComputedStyle(each))
    const opacity = styles.reduce((product, style) => product * Number(style.opacity), 1)
    if (!width || !height || styles.at(-1).visibility === "hidden" || opacity < 0.05) return null
    const back = styles.map((style) => rgba(style.backgroundColor)).reduce((under, top) => over(top, under), [255, 255, 255, 1])
    const [r, g, b, a] = rgba(node instanceof SVGElement ? styles.at(-1).fill : styles.at(-1).color)
    const [dark, light] = [luminance(over([r, g, b, a * opacity], back)), luminance(back)].sort((x, y) => x - y)
    return (light + 0.05) / (dark + 0.05)
  }

  const roots = [document.body, ...[...document.querySelectorAll("*")].map((node) => node.shadowRoot).filter(Boolean)]
  const found = new Set()
  for (const root of roots) {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      const [words, node] = [texts.currentNode.textContent.trim(), texts.currentNode.parentElement]
      if (!words || !node || node.closest(UNREAD)) continue
      const ratio = contrast(node)
      if (ratio !== null && ratio < LEAST) found.add(`${ratio.toFixed(2)} ${words.slice(0, 60)}`)
    }
  }
  return [...found]
}
