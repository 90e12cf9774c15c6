// The controls below the stage: play, step, drag, speed. player(find, labels, epochs, memory, show) -> { jump, stop }
const FRAME_MS = 160
const HOLD_MS = 1200 // the last frame stays a while before the loop begins again
const SPEEDS = [0.5, 1, 2, 4, 8]
const ICONS = { play: "M4 2 14 8 4 14z", pause: "M4 2h3v12H4zM9 2h3v12H9z" }

// Whoever asks for less motion sees each epoch once.
const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches

const titled = (control, text) => Object.assign(control, { title: text, ariaLabel: text })

// Where to stand among `count` frames: a player at the end stays at the end while frames arrive.
function firstFrame({ frame, count: before }, count) {
  if (before === undefined) return count - 1
  return before === count || frame < before - 1 ? Math.min(frame, count - 1) : count - 1
}

function player(find, labels, epochs, memory, show) {
  const [slider, speed, playButton] = [".slider", ".speed", ".play"].map(find)
  const last = epochs.length - 1
  let timer = null

  const move = (frame) => {
    const text = labels.epoch.replace("{n}", epochs[frame])
    memory.frame = frame
    slider.value = frame
    slider.style.setProperty("--done", `${(100 * frame) / Math.max(last, 1)}%`)
    slider.setAttribute("aria-valuetext", text)
    find(".epoch").textContent = text
    show(frame)
  }
  const setPlaying = (playing) => {
    memory.playing = playing
    clearTimeout(timer)
    const name = playing ? "pause" : "play"
    playButton.querySelector("path").setAttribute("d", ICONS[name])
    titled(playButton, labels[name])
    if (playing) wait()
  }
  const wait = () => {
    timer = setTimeout(
      () => {
        if (memory.frame === last && calm()) return setPlaying(false)
        move((memory.frame + 1) % epochs.length)
        wait()
      },
      memory.frame === last ? HOLD_MS : FRAME_MS / speed.value,
    )
  }
  const jump = (frame) => {
    setPlaying(false)
    move((frame + epochs.length) % epochs.length)
  }

  for (const name of ["previous", "next", "slider", "speed"]) titled(find(`.${name}`), labels[name])
  if (!speed.options.length) speed.append(...SPEEDS.map((factor) => new Option(`${factor}×`, factor, factor === 1, factor === 1)))
  slider.max = last
  find(".epoch").style.minWidth = `${labels.epoch.replace("{n}", epochs.at(-1)).length}ch`
  playButton.onclick = () => setPlaying(!memory.playing)
  find(".previous").onclick = () => jump(memory.frame - 1)
  find(".next").onclick = () => jump(memory.frame + 1)
  slider.oninput = () => jump(Number(slider.value))
  find(".stage").onkeydown = ({ key, target }) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[key]
    if (step && target !== slider && target !== speed) jump(memory.frame + step)
  }
  memory.frame = firstFrame(memory, epochs.length)
  memory.count = epochs.length
  move(memory.frame)
  setPlaying(Boolean(memory.playing))
  return { jump, stop: () => clearTimeout(timer) }
}
