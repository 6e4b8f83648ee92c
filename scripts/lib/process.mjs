// Runs other programs: with a time limit, in a group of their own, their output kept.

import { spawn } from 'node:child_process'

/** What kills each program that runs. In groups of their own they would live on when this process is interrupted. */
const running = new Set()
process.on('exit', () => running.forEach((kill) => kill()))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(130))

/**
 * Runs a program to its end and returns { code, signal, timedOut, stdout, stderr, seconds }.
 * Options: cwd, env, seconds (time limit), inherit (show the output instead of keeping it), echo (show it too), shell.
 * At the limit, and when this process ends, the whole process group is killed, so nothing that it started lives on.
 */
export function run(command, args, { cwd, env, seconds = 0, inherit = false, echo = false, shell = false } = {}) {
  return new Promise((done) => {
    const started = process.hrtime.bigint()
    const grouped = process.platform !== 'win32' && !inherit
    const child = spawn(command, args, {
      cwd,
      env: env ? { ...process.env, ...env } : process.env,
      stdio: inherit ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
      detached: grouped,
      shell,
    })
    const output = { stdout: [], stderr: [] }
    for (const name of ['stdout', 'stderr']) {
      child[name]?.on('data', (part) => {
        if (echo) process[name].write(part)
        output[name].push(part)
      })
    }
    const kill = () => {
      try {
        if (grouped) process.kill(-child.pid, 'SIGKILL')
        else child.kill('SIGKILL')
      } catch {
        // The program ended by itself in the meantime.
      }
    }
    running.add(kill)
    let timedOut = false
    const timer = seconds > 0 && setTimeout(() => {
      timedOut = true
      kill()
    }, seconds * 1000)
    const finish = (code, signal, error) => {
      clearTimeout(timer)
      running.delete(kill)
      const text = (name) => Buffer.concat(output[name]).toString('latin1')
      done({
        code,
        signal,
        timedOut,
        stdout: text('stdout'),
        stderr: text('stderr') + (error ? String(error) : ''),
        seconds: Number(process.hrtime.bigint() - started) / 1e9,
      })
    }
    child.on('error', (error) => finish(-1, null, error))
    child.on('close', (code, signal) => finish(code, signal))
  })
}

/** Runs `work` on every item, at most `width` at a time; the results are in the items' order. */
export async function inParallel(items, width, work) {
  const results = new Array(items.length)
  let next = 0
  const worker = async () => {
    while (next < items.length) {
      const index = next++
      results[index] = await work(items[index])
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker))
  return results
}
