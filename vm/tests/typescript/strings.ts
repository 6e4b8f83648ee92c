// Methods of strings, templates and numbers as text.
const text = '  The quick brown fox  '
print(`[${text.trim()}]`, `[${text.trimStart()}]`, `[${text.trimEnd()}]`)
const word = 'perilune'
print(word.length, word.charAt(2), word[0], word.charCodeAt(1), word.indexOf('l'), word.indexOf('z'))
print(word.substring(2, 5), word.slice(-3), word.slice(1, -1), word.substr(3, 2), word.toUpperCase())
print(word.startsWith('per'), word.endsWith('x'), word.includes('lun'), 'ab'.repeat(3))
print('a-b-c'.split('-').length, 'a-b-c'.split('-').join('+'), 'abc'.split('').join('.'))
print('x'.padStart(4, 'ab'), 'x'.padEnd(4, 'ab'), 'a.b.c'.replace('.', '!'), 'a.b.c'.replaceAll('.', '!'))
print('b' > 'a', 'abc' < 'abd', 'one' + 'two', String.fromCharCode(72, 105))
function tag(parts: TemplateStringsArray, ...values: unknown[]) { return parts.join('|') + '=' + values.join() }
print(tag`start ${1} middle ${'two'} end`)
print(`nested ${`inner ${1 + 1}`} ${[1, 2, 3].map((n) => `<${n}>`).join('')}`)
print(parseInt('42px'), parseFloat('2.5'), Number('17'), isNaN(Number('x')), (255).toString(16), (10).toString(2))
print((1.005).toFixed(1), (3.14159).toFixed(3), typeof 'x', typeof 1, typeof undefined, typeof {}, typeof print)
let counts: Record<string, number> = {}
for (const letter of 'mississippi') counts[letter] = (counts[letter] ?? 0) + 1
print(counts.m, counts.i, counts.s, counts.p)
const lines = ['short', 'a longer line', 'mid one']
print(lines.map((line) => line.padEnd(14, '.') + '|').join('\n'))
