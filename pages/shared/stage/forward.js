// The forward pass of mlp/engine/forward.py in the browser: x (rows, inputs) through blocks (n + 1, m + 1) whose last row
// holds the biases and whose last column is no unit.

const ACTIVATIONS = {
  identity: (z) => z,
  relu: (z) => (z > 0 ? z : 0),
  leaky_relu: (z) => (z > 0 ? z : 0.01 * z),
  elu: (z) => (z > 0 ? z : Math.expm1(z)),
  gelu: (z) => (z / 2) * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (z + 0.044715 * z ** 3))),
  softplus: (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))),
  tanh: Math.tanh,
  sigmoid: (z) => 1 / (1 + Math.exp(-z)),
}

// Views of one network's flat parameters: [{ n, m, weights, stride }], biases in row n.
function blocksOf(parameters, sizes) {
  let start = 0
  return sizes.slice(1).map((m, layer) => {
    const n = sizes[layer]
    const stride = m + (layer < sizes.length - 2 ? 1 : 0)
    const weights = parameters.subarray(start, start + (n + 1) * stride)
    start += (n + 1) * stride
    return { n, m, stride, weights }
  })
}

const weightOf = ({ weights, stride }, from, to) => weights[from * stride + to]
const biasOf = ({ weights, stride, n }, to) => weights[n * stride + to]

// The sums z (rows, m) of one layer. Four rows at a time share every weight that comes from memory.
function sums(x, rows, { n, m, stride, weights }) {
  const z = new Float32Array(rows * m)
  for (let row = 0; row < rows; row++) for (let j = 0; j < m; j++) z[row * m + j] = weights[n * stride + j]
  let row = 0
  for (; row + 4 <= rows; row += 4) fourRows(x, z, row, n, m, stride, weights)
  for (; row < rows; row++)
    for (let i = 0; i < n; i++) {
      const value = x[row * n + i]
      if (value !== 0) for (let j = 0; j < m; j++) z[row * m + j] += value * weights[i * stride + j]
    }
  return z
}

function fourRows(x, z, row, n, m, stride, weights) {
  const [a, b, c, d] = [row * m, (row + 1) * m, (row + 2) * m, (row + 3) * m]
  for (let i = 0; i < n; i++) {
    const [p, q, r, s] = [x[row * n + i], x[(row + 1) * n + i], x[(row + 2) * n + i], x[(row + 3) * n + i]]
    if (p === 0 && q === 0 && r === 0 && s === 0) continue
    for (let j = 0, k = i * stride; j < m; j++, k++) {
      const w = weights[k]
      z[a + j] += p * w
      z[b + j] += q * w
      z[c + j] += r * w
      z[d + j] += s * w
    }
  }
}

function softmax(z, rows, m) {
  for (let row = 0; row < rows; row++) {
    const part = z.subarray(row * m, (row + 1) * m)
    const most = part.reduce((a, b) => Math.max(a, b), -Infinity)
    let total = 0
    for (let j = 0; j < m; j++) total += part[j] = Math.exp(part[j] - most)
    for (let j = 0; j < m; j++) part[j] /= total
  }
  return z
}

function activate(z, rows, m, name) {
  if (name === "softmax") return softmax(z, rows, m)
  const activation = ACTIVATIONS[name]
  for (let i = 0; i < z.length; i++) z[i] = activation(z[i])
  return z
}

// The activations of every layer, [(rows, units), ...], the output last.
function forward({ sizes, activation, output }, parameters, x, rows) {
  const blocks = blocksOf(parameters, sizes)
  const layers = []
  blocks.forEach((block, layer) => {
    const name = layer === blocks.length - 1 ? output : activation
    layers.push(activate(sums(layers.at(-1) ?? x, rows, block), rows, block.m, name))
  })
  return layers
}
