// Fetches the official Lua test suites into .cache/suites: from 5.3 on the source package of `lupa` carries them, that
// of 5.1, lightly edited, is in a package of Debian.
//
// pip always asks a source package for its metadata, and this one would compile for minutes to answer.
// A build back end that answers with two fixed lines takes its place, so pip only downloads.

import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { cache } from './lib/paths.mjs'
import { run } from './lib/process.mjs'
import { findPython, lastWords, lupa, withRetries } from './lib/python.mjs'

const versions = ['lua53', 'lua54', 'lua55']

const backEnd = `
"""Answers pip's questions about a package that is only being downloaded."""
import os

def get_requires_for_build_wheel(config_settings=None):
    return []

def prepare_metadata_for_build_wheel(metadata_directory, config_settings=None):
    name, version = "${lupa}".split("==")
    folder = f"{name}-{version}.dist-info"
    os.makedirs(os.path.join(metadata_directory, folder), exist_ok=True)
    with open(os.path.join(metadata_directory, folder, "METADATA"), "w") as file:
        file.write(f"Metadata-Version: 2.1\\nName: {name}\\nVersion: {version}\\n")
    return folder

class _Legacy:
    get_requires_for_build_wheel = staticmethod(get_requires_for_build_wheel)
    prepare_metadata_for_build_wheel = staticmethod(prepare_metadata_for_build_wheel)

__legacy__ = _Legacy()
`

const unpack = `
import sys, tarfile
archive, destination = sys.argv[1:3]
with tarfile.open(archive) as tar:
    members = [m for m in tar.getmembers() if "/third-party/" in m.name and not (m.issym() or m.islnk())]
    tar.extractall(destination, members)
`

/** The folder of the suite of `version` ('lua55'); fetched when it is not there yet. */
export async function suiteFolder(version) {
  const folder = join(cache, 'suites', version)
  if (!existsSync(folder)) await (version === 'lua51' ? fetchDebianSuite(folder) : fetchSuites())
  if (!existsSync(folder)) throw new Error(`The source package of ${lupa} has no suite for ${version}.`)
  return folder
}

const debianPackage = 'golang-github-yuin-gopher-lua-dev'

/** Fetches the suite of 5.1; its file attrib.lua needs a folder to write to. */
async function fetchDebianSuite(folder) {
  const work = mkdtempSync(join(tmpdir(), 'perilune-suite-'))
  try {
    const fetched = await run('apt-get', ['download', '--quiet', debianPackage], { cwd: work, seconds: 300 })
    const archive = readdirSync(work).find((name) => name.endsWith('.deb'))
    if (fetched.code !== 0 || !archive) {
      throw new Error(`Debian's package ${debianPackage} could not be downloaded (apt-get, network?):\n${lastWords(fetched)}`)
    }
    const unpacked = await run('dpkg-deb', ['-x', archive, '.'], { cwd: work, seconds: 60 })
    if (unpacked.code !== 0) throw new Error(`${archive} could not be unpacked:\n${lastWords(unpacked)}`)
    const partial = `${folder}.partial`
    rmSync(partial, { recursive: true, force: true })
    cpSync(join(work, 'usr/share/gocode/src/github.com/yuin/gopher-lua/_lua5.1-tests'), partial, { recursive: true })
    mkdirSync(join(partial, 'libs/P1'), { recursive: true })
    if (!existsSync(folder)) renameSync(partial, folder)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

async function download(python, work) {
  const fake = join(work, 'backend', 'setuptools')
  mkdirSync(fake, { recursive: true })
  writeFileSync(join(fake, '__init__.py'), '"""Stands in for the real package while pip downloads."""\n')
  writeFileSync(join(fake, 'build_meta.py'), backEnd)
  const args = ['-m', 'pip', 'download', '--quiet', '--no-binary', ':all:', '--no-deps', '--no-build-isolation']
  const env = { PYTHONPATH: dirname(fake) }
  const result = await withRetries(() =>
    run(python, [...args, '--dest', work, lupa], { env, seconds: 600 }))
  const archive = readdirSync(work).find((name) => name.endsWith('.tar.gz'))
  if (result.code !== 0 || !archive) {
    throw new Error(`The source package of ${lupa} could not be downloaded (pip, network?):\n${lastWords(result)}`)
  }
  return join(work, archive)
}

async function fetchSuites() {
  const python = await findPython()
  const work = mkdtempSync(join(tmpdir(), 'perilune-suite-'))
  try {
    const archive = await download(python, work)
    const unpacked = await run(python, ['-c', unpack, archive, work], { seconds: 300 })
    if (unpacked.code !== 0) throw new Error(`${archive} could not be unpacked:\n${lastWords(unpacked)}`)
    const source = readdirSync(work).find((name) => existsSync(join(work, name, 'third-party')))
    mkdirSync(join(cache, 'suites'), { recursive: true })
    for (const version of versions) {
      const folder = join(cache, 'suites', version)
      const partial = `${folder}.partial`
      rmSync(partial, { recursive: true, force: true })
      cpSync(join(work, source, 'third-party', version, 'testes'), partial, { recursive: true })
      if (!existsSync(folder)) renameSync(partial, folder)
    }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    console.log(await suiteFolder(process.argv[2] ?? 'lua55'))
  } catch (error) {
    console.error(error.message)
    process.exitCode = 1
  }
}
