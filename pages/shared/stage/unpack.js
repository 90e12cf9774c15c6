// A parcel of parcel.py as { about, arrays }: arrays are { shape, values }, floats as Float32Array, bytes as Uint8Array.
async function unpack(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = 4 + view.getUint32(0, true)
  const { about, arrays } = JSON.parse(new TextDecoder().decode(bytes.subarray(4, end)))
  const body = await inflate(bytes.subarray(end))
  let start = 0
  const unpacked = arrays.map(({ name, kind, shape }) => {
    const count = shape.reduce((a, b) => a * b, 1)
    const size = { float32: 4, float16: 2, uint8: 1 }[kind]
    const planes = body.subarray(start, (start += count * size))
    return [name, { shape, values: READERS[kind](planes, count) }]
  })
  return { about, arrays: Object.fromEntries(unpacked) }
}

async function inflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

const READERS = {
  float32(planes, count) {
    const bytes = new Uint8Array(4 * count)
    for (let byte = 0; byte < 4; byte++) for (let i = 0; i < count; i++) bytes[4 * i + byte] = planes[byte * count + i]
    return new Float32Array(bytes.buffer)
  },
  float16(planes, count) {
    HALVES ??= Float32Array.from({ length: 65536 }, (_, bits) => half(bits))
    const values = new Float32Array(count)
    for (let i = 0; i < count; i++) values[i] = HALVES[planes[i] | (planes[count + i] << 8)]
    return values
  },
  uint8: (planes) => planes,
}

let HALVES = null // all the numbers there are of 16 bits

// The number that 16 bits mean: sign, 5 bits of exponent, 10 of fraction.
function half(bits) {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 31
  const fraction = bits & 1023
  if (exponent === 31) return fraction ? NaN : sign * Infinity
  return sign * (exponent ? 2 ** (exponent - 15) * (1 + fraction / 1024) : 2 ** -14 * (fraction / 1024))
}
