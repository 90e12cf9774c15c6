// A player over frames, entirely in the browser. Its position outlives reruns of the script.
const FRAME_MS = 160
const HOLD_MS = 1200 // the last frame stays a while before the loop begins again
const SPEEDS = [0.5, 1, 2, 4, 8]
const ICONS = { play: "M4 2 14 8 4 14z", pause: "M4 2h3v12H4zM9 2h3v12H9z" }
const players = new WeakMap()

function newPlayer(root) {
  const player = { timer: null, playing: false, width: 0 }
  // Only a new width asks for a new drawing: heights follow from what is drawn.
  player.observer = new ResizeObserver(() => root.clientWidth !== player.width && player.draw())
  player.observer.observe(root)
  return player
}

// Where to stand among `count` frames: a player at the end stays at the end while frames arrive.
function firstFrame({ frame, count: before }, { epochs, start }) {
  const last = epochs.length - 1
  if (before === undefined) return start
  return before === epochs.length || frame < before - 1 ? Math.min(frame, last) : last
}

const title = (control, text) => Object.assign(control, { title: text, ariaLabel: text })

function labelControls(find, { labels, epochs }) {
  for (const name of ["previous", "next", "slider", "speed"]) title(find(`.${name}`), labels[name])
  find(".slider").max = epochs.length - 1
  find(".epoch").style.minWidth = `${labels.epoch.replace("{n}", epochs.at(-1)).length}ch`
}

function layOut(find, { height, curve, frames }) {
  find(".scrubber").style.setProperty("--height", `${height}px`)
  find(".scrubber").classList.toggle("with-curve", Boolean(curve))
  find(".frames").classList.toggle("pictures", frames.kind === "pictures")
}

export default function ({ data, parentElement }) {
  const find = (selector) => parentElement.querySelector(selector)
  const { labels, epochs } = data
  const [root, slider, speed, playButton] = [".scrubber", ".slider", ".speed", ".play"].map(find)
  const fresh = !players.has(parentElement)
  if (fresh) players.set(parentElement, newPlayer(root))
  const player = players.get(parentElement)
  const last = epochs.length - 1
  let panels = []

  const show = (frame) => {
    const text = labels.epoch.replace("{n}", epochs[frame])
    player.frame = frame
    slider.value = frame
    slider.style.setProperty("--done", `${(100 * frame) / Math.max(last, 1)}%`)
    slider.setAttribute("aria-valuetext", text)
    find(".epoch").textContent = text
    panels.forEach((panel) => panel(frame))
  }
  const setPlaying = (playing) => {
    player.playing = playing
    clearTimeout(player.timer)
    const name = playing ? "pause" : "play"
    playButton.querySelector("path").setAttribute("d", ICONS[name])
    title(playButton, labels[name])
    if (playing) wait()
  }
  const wait = () => {
    const delay = player.frame === last ? HOLD_MS : FRAME_MS / speed.value
    player.timer = setTimeout(() => {
      show((player.frame + 1) % epochs.length)
      wait()
    }, delay)
  }
  const jump = (frame) => {
    setPlaying(false)
    show((frame + epochs.length) % epochs.length)
  }
  player.draw = () => {
    player.width = root.clientWidth
    if (!player.width) return // in a hidden tab
    const showFrames = { pictures: showPictures, lines: showLines }[data.frames.kind]
    panels = [showFrames(find(".frames"), data.frames)]
    if (data.curve) panels.push(showCurve(find(".curve"), data.curve, epochs, jump))
    show(player.frame)
  }

  playButton.onclick = () => setPlaying(!player.playing)
  find(".previous").onclick = () => jump(player.frame - 1)
  find(".next").onclick = () => jump(player.frame + 1)
  slider.oninput = () => jump(Number(slider.value))
  root.onkeydown = ({ key, target }) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[key]
    if (step && target !== slider && target !== speed) jump(player.frame + step)
  }

  labelControls(find, data)
  layOut(find, data)
  if (fresh) speed.append(...SPEEDS.map((factor) => new Option(`${factor}×`, factor, factor === 1, factor === 1)))
  player.frame = firstFrame(player, data)
  player.count = epochs.length
  player.draw()
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches
  setPlaying(fresh ? data.autoplay && !still : player.playing)
  return () => {
    clearTimeout(player.timer)
    player.observer.disconnect()
  }
}
