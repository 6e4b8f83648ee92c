// Prices orders by rules written in Lua: this host brings the orders and the tax table, the script decides.

import { fileURLToPath } from 'node:url'
import lua from 'perilune'

const taxes = { DE: 0.19, FR: 0.2, CH: 0.081 }

const shop = new lua.init(
  {
    tax_rate(country) {
      if (!(country in taxes)) throw new RangeError(`no tax rate for ${country}`)
      return taxes[country]
    },
    log: (text) => console.log(`  [rules] ${text}`),
  },
  { libraries: 'safe', maxMemory: 16 * 1024 * 1024, maxInstructions: 1_000_000, timeout: 1000 },
)

const rules = shop.execute_file(fileURLToPath(new URL('rules.lua', import.meta.url)))

const orders = [
  {
    customer: { name: 'Ada', country: 'DE', since: 2015 },
    voucher: 'SAVE5',
    lines: [
      { name: 'notebook', cents: 350, quantity: 12 },
      { name: 'fountain pen', cents: 4990, quantity: 1 },
    ],
  },
  { customer: { name: 'Blaise', country: 'FR' }, lines: [{ name: 'abacus', cents: 1999, quantity: 2 }] },
  { customer: { name: 'Grace', country: 'US' }, lines: [{ name: 'relay', cents: 120, quantity: 3 }] },
]

for (const order of orders) {
  console.log(`${order.customer.name}:`)
  try {
    const { net, gross, notes } = rules.price(order)
    for (const note of notes) console.log(`  ${note}`)
    console.log(`  net ${net}, gross ${gross}`)
  } catch (error) {
    console.log(`  refused: ${error.message}`)
    if (!(error instanceof RangeError)) throw error
  }
}
