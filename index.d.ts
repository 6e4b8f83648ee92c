// The public interface of the package: what can be imported, with every text that programs may rely on.

/**
 * A value that can be given to Lua. Objects, arrays, maps and sets are copied. Bytes become strings, a date its
 * milliseconds, a regular expression its source, a URL its text, an error a table with `name`, `message` and `stack`.
 */
export type LuaInput =
  | undefined
  | null
  | boolean
  | number
  | bigint
  | string
  | ArrayBuffer
  | ArrayBufferView
  | Date
  | RegExp
  | URL
  | Error
  | LuaFunction
  | LuaTable
  | LuaCoroutine
  | ((...args: any[]) => unknown)
  | readonly LuaInput[]
  | ReadonlyMap<unknown, unknown>
  | ReadonlySet<unknown>
  | { readonly [key: string]: any }

/** A function of Lua. It gives `undefined` for no result, the value for one, an array for several. */
export interface LuaFunction<R = any> {
  (...args: any[]): R
}

/** A userdata of Lua: it can be kept and given back, and is the same value there again. */
export interface LuaOpaque {
  readonly [marker: `_${string}`]: unknown
}

/** What names a field of a table: a string, a number or a boolean, never one for the other. */
export type LuaKey = string | number | boolean

/**
 * A table of Lua behind methods. Nothing is copied: what one side writes the other reads.
 *
 * Every method throws `table handle has been released` after `release()`, and an error about `reset()` or a closed
 * context when the state is gone. A metamethod that raises an error raises it here.
 */
export interface LuaTable extends Iterable<[LuaKey | bigint | Uint8Array, any]> {
  /** Reads a field, `__index` included; `null` where there is nothing. A nested table is copied. */
  get<T = any>(key: LuaKey): T
  /** A handle of a nested table. @throws {TypeError} `'name' is not a table (got number)` */
  get_ref(key: LuaKey): LuaTable
  getRef(key: LuaKey): LuaTable
  /** Writes a field, `__newindex` included; `null` and `undefined` remove it. */
  set(key: LuaKey, value: LuaInput): void
  /** Whether a field, as `get` reads it, is there. */
  has(key: LuaKey): boolean
  /** What `#` gives. */
  length(): number
  /** The entries without metamethods. Keys that JavaScript cannot name are left out. */
  pairs(): [LuaKey | bigint | Uint8Array, any][]
  /** The items from 1 on until there is none. */
  ipairs(): [number, any][]
  /** The keys of `pairs()`. */
  keys(): (LuaKey | bigint | Uint8Array)[]
  /** The entries of `pairs()`, each read when it is its turn. */
  [Symbol.iterator](): IterableIterator<[LuaKey | bigint | Uint8Array, any]>
  /** Lets the table go. Doing it again does nothing. */
  release(): void
  [Symbol.dispose](): void
}

/**
 * A coroutine of Lua. Iterating resumes it: a step gives the value of a yield, or an array of its values. Leaving a loop
 * leaves it suspended.
 */
export interface LuaCoroutine extends Iterable<any>, AsyncIterable<any> {
  /** What it was doing when JavaScript last had to do with it. */
  status: 'suspended' | 'running' | 'dead'
}

/** What a resumption has come to. An error of the coroutine is told, not thrown. */
export interface LuaResumeResult {
  status: 'suspended' | 'dead'
  /** What it has yielded or returned. */
  values: any[]
  /** The text of the error that ended it, or of why it could not be resumed. */
  error?: string
}

/** What programs may do with an object that is a userdata. */
export interface LuaUserdataOptions {
  /** Whether its properties can be read. */
  readable?: boolean
  /** Whether its properties can be written. */
  writable?: boolean
  /** Functions that are called as `userdata:name(...)`; the object comes first. They win over properties. */
  methods?: { readonly [name: string]: (self: any, ...args: any[]) => unknown }
}

/** A class whose instances programs make with `Name.new(...)`. */
export interface LuaClassDefinition<T extends object = any> {
  /** Makes an instance: an object, which is a userdata in Lua. */
  construct: (...args: any[]) => T
  /** Called as `instance:name(...)`. */
  methods?: { readonly [name: string]: (self: any, ...args: any[]) => unknown }
  /** Metamethods, all but `__gc`, `__index`, `__newindex` and `__name`. */
  metamethods?: { readonly [event: string]: (...args: any[]) => unknown }
  /** Properties that are read and written by functions; they win over those of the object. */
  properties?: { readonly [name: string]: { get?: (self: any) => unknown; set?: (self: any, value: any) => void } }
  /** Members of the class itself; `new` is taken. */
  statics?: { readonly [name: string]: any }
  /** The name of a registered class, whose methods, metamethods and properties this one has too. */
  extends?: string
  /** Whether properties of instances can be read; what cannot be read is nil. */
  readable?: boolean
  /** Whether properties of instances can be written. */
  writable?: boolean
}

/**
 * A value of JavaScript that is a global variable in several contexts. Each gets a copy of the whole whenever it
 * changes; what programs change in their copies stays there.
 */
export interface SharedTable<T extends object = any> {
  /** A property of the value. @throws {TypeError} `get() requires a string key` */
  get<K extends keyof T & string>(key: K): T[K]
  /**
   * Sets a property and publishes the value.
   * @throws {AggregateError} `shared table update failed for 1 of 2 contexts: …`; the others have been updated
   */
  set<K extends keyof T & string>(key: K, value: T[K]): void
  /** Publishes the value again. */
  sync(): void
}

/** Makes a shared table of an object or an array, which is not copied. @throws {TypeError} for anything else */
export function createSharedTable<T extends object = any>(initial?: T | null): SharedTable<T>

/** Several results of one call; elsewhere an array like any other. */
export interface LuaValues extends Array<LuaInput> {}

/**
 * Several results of a function that Lua calls: `() => values(1, 2)` gives two values, while an array is one table. A
 * promise may be fulfilled with them too.
 */
export function values(...items: LuaInput[]): LuaValues

/** A call in progress. */
export interface LuaStackFrame {
  /** 0 is the innermost. */
  level: number
  /** The name of the chunk as it was given, and as messages show it. */
  source: string
  shortSource: string
  /** -1 where there is none, as in functions that are not of Lua. */
  currentLine: number
  lineDefined: number
  /** What the caller calls the function, or empty, and what kind of name that is. */
  name: string
  nameWhat: string
  what: 'Lua' | 'C' | 'main'
}

/** What a protected call has come to. */
export type LuaCallResult<R = any> = { ok: true; value: R } | { ok: false; error: any }

/** The name of a standard library; `base` has the basic functions. */
export type LuaLibrary =
  | 'base'
  | 'package'
  | 'coroutine'
  | 'table'
  | 'io'
  | 'os'
  | 'string'
  | 'math'
  | 'utf8'
  | 'debug'

/**
 * A set of libraries:
 * - `'all'`: every one
 * - `'safe'`: all but `io`, `os` and `debug`
 * - `'sandbox'`: as `'safe'`, without `package`, `dofile`, `loadfile`, and without bytecode
 * - `'bare'`: none
 */
export type LuaLibraryPreset = 'all' | 'safe' | 'sandbox' | 'bare'

export interface LuaOptions {
  /** The libraries that programs find; none by default. */
  libraries?: LuaLibraryPreset | readonly LuaLibrary[]
  /** The most bytes the state may hold; 0: no limit. Beyond it programs get the error `not enough memory`. */
  maxMemory?: number
  /** The most instructions of one call from JavaScript, nested calls included; 0: no limit. */
  maxInstructions?: number
  /** The most milliseconds of one call from JavaScript, waiting for promises not counted; 0: no limit. */
  timeout?: number
  /**
   * The most milliseconds of processor time of one call from JavaScript, that of functions it calls included; 0: no
   * limit. Beyond it the call ends with `processor time used up`, code `ERR_LUA_TIMEOUT`.
   */
  cpuTime?: number
  /**
   * What becomes of calls of JavaScript functions in `execute_script_async` and `execute_file_async`: they are refused,
   * or the run comes to the JavaScript thread for them, where they may answer promises. `'refuse'` by default.
   */
  callbacks?: 'refuse' | 'hop'
  /**
   * Whether the code of scripts is kept, so that one which is run again, in this or in another context of the thread and
   * the dialect, is not compiled again; true by default. Up to 256 KB of scripts are kept for all contexts of a thread,
   * none of more than 16 KB.
   */
  cacheScripts?: boolean
  /** Whether bytecode may be loaded; true unless the libraries are `'sandbox'`. */
  allowBytecode?: boolean
  /** The version of the language; `'5.5'` by default. */
  dialect?: '5.1' | '5.2' | '5.3' | '5.4' | '5.5'
  /** Whether strings of Lua come as `Uint8Array`. Names of properties stay strings. */
  binaryStrings?: boolean
  /**
   * Whether conversions that lose something throw: `strict conversion: …`. That are nil inside arrays and objects, and
   * keys of tables that no property can have, that are cut off, or that hide one another.
   */
  strictConversion?: boolean
  /** What `print` and `io.write` write goes to this function; as `set_print_handler`. */
  print?: (text: string) => void
  /** `'deny'`: functions that use files say `… filesystem access denied`. Programs of the system stay reachable. */
  filesystem?: 'allow' | 'deny'
  /** Shared tables by the names of the global variables that they become. */
  shared?: { readonly [name: string]: SharedTable<any> }
  /** What tables without a metatable become: objects and arrays, or instances of `Map` that keep the types of keys. */
  tableAs?: 'object' | 'map'
}

export interface LuaScriptOptions {
  /** The name in messages: `'name'` is shown as `[string "name"]`, `'@file'` and `'=name'` without that. */
  chunkName?: string | null
}

export interface LuaRunOptions extends LuaScriptOptions {
  /** Ends the run when it aborts: `execution cancelled`, with the reason of the signal as the error's `cause`. */
  signal?: AbortSignal | null
}

export interface LuaPoolOptions extends LuaRunOptions {
  /** As the option of the context, for this run. */
  callbacks?: 'refuse' | 'hop'
}

/** How a coroutine stopped. */
export interface LuaResumption {
  status: 'suspended' | 'dead'
  /** What it yielded or returned. */
  values: any[]
  /** What it failed with. */
  error?: string
}

export interface LuaCompileOptions extends LuaScriptOptions {
  /** Leaves out what only messages and debuggers need. */
  stripDebug?: boolean
}

/** The parameters of the collector. */
export type LuaGcParameter =
  | 'minormul'
  | 'majorminor'
  | 'minormajor'
  | 'pause'
  | 'stepmul'
  | 'stepsize'

/** The mode of the collector. The generational one is accepted and reported, and collects like the incremental one. */
export type LuaGcMode = 'incremental' | 'generational'

export interface LuaHookEvents {
  /** Each call of a function. */
  call?: boolean
  /** Each return from a function. */
  return?: boolean
  /** Each new line. */
  line?: boolean
  /** Each time so many instructions have run. */
  count?: number
}

export type LuaHookEvent = 'call' | 'tail call' | 'return' | 'line' | 'count'

/** `line` is -1 where there is none; `name` is what the program calls the function, or empty. */
export type LuaHook = (event: LuaHookEvent, line: number, name: string) => void

/** A state at a glance. */
export interface LuaInfo {
  /** Such as `Lua 5.5`. */
  version: string
  /** Such as `Lua 5.5.0`. */
  release: string
  /** Such as 505. */
  versionNumber: number
  memoryBytes: number
  memoryKB: number
  /** 0 where there is no limit, as in the next two. */
  memoryLimit: number
  maxInstructions: number
  timeout: number
  /** The names of the libraries as they were asked for. */
  libraries: string[]
  /** How many references to JavaScript the context holds, by what they are for, and all together. */
  bindingRefs: { readonly [purpose: string]: number; readonly total: number }
}

export type LuaErrorCode =
  | 'ERR_LUA_SYNTAX'
  | 'ERR_LUA_RUNTIME'
  | 'ERR_LUA_MEMORY'
  | 'ERR_LUA_INSTRUCTIONS'
  | 'ERR_LUA_TIMEOUT'
  | 'ERR_LUA_CANCELED'
  | 'ERR_LUA_CONVERSION'
  | 'ERR_LUA_BUSY'
  | 'ERR_LUA_CLOSED'
  | 'ERR_LUA_FILE'
  | 'ERR_LUA_BYTECODE'
  | 'ERR_LUA_INTERNAL'

/**
 * What Lua raises in JavaScript. The message of an error of a program ends with its traceback. An error that a function
 * of JavaScript has thrown comes out of Lua as itself, not as one of these.
 */
export class LuaError extends Error {
  constructor(
    message: string,
    details?: { code?: LuaErrorCode; traceback?: string; value?: unknown; cause?: unknown },
  )
  readonly name: 'LuaError'
  /** The kind of error, for programs. */
  readonly code: LuaErrorCode
  /** The calls in progress when the error was raised. */
  readonly traceback: string | undefined
  /** The same, one by one, the innermost first. `line` is -1 where there is none. */
  readonly frames: { source: string; line: number; name: string | undefined }[]
  /** The error of the program, which may be any value; for a text it is the message without the traceback. */
  readonly value: unknown
}

/** A Lua state. Each method has a second name in camel case. */
export class Lua {
  /**
   * Each property of `callbacks` becomes a global variable.
   * @throws {TypeError} for an option of the wrong type: `libraries must be 'all', …`, `Unknown Lua library: 'name'`,
   *   `timeout must be a number`
   * @throws {RangeError} for a negative limit: `timeout must be a non-negative number`
   */
  constructor(callbacks?: { readonly [name: string]: any } | null, options?: LuaOptions | null)

  /**
   * Runs a program and gives what it returns: `undefined` for nothing, the value for one, an array for several.
   * @throws {LuaError}
   */
  execute_script<R = any>(script: string, options?: LuaScriptOptions | null): R
  executeScript<R = any>(script: string, options?: LuaScriptOptions | null): R

  /**
   * Runs the program in a file; a first line that starts with `#` is skipped.
   * @throws {LuaError} `cannot open path: …`, code `ERR_LUA_FILE`
   * @throws {Error} `File path cannot be empty`
   */
  execute_file<R = any>(path: string): R
  executeFile<R = any>(path: string): R

  /**
   * Runs a program on this thread, in which functions of JavaScript may answer promises: the program waits for them
   * wherever it has called them, and others have their turn meanwhile. A rejection is an error in Lua. The context is
   * busy until the promise is settled. A program that computes for long lets others have their turn every 10 ms or so.
   * Called while Lua runs, it begins once that has ended.
   * @throws {LuaError} `ERR_LUA_BUSY`; everything that concerns the program rejects the promise
   */
  execute_async<R = any>(script: string, options?: LuaRunOptions | null): Promise<R>
  executeAsync<R = any>(script: string, options?: LuaRunOptions | null): Promise<R>

  /**
   * Calls a function of Lua, or the one in a global variable or at the end of a path, as `execute_async` runs programs.
   * @throws {TypeError} for anything else: `call_async() requires a global name or a Lua function`
   */
  call_async<R = any>(callee: string | LuaFunction, ...args: any[]): Promise<R>
  callAsync<R = any>(callee: string | LuaFunction, ...args: any[]): Promise<R>

  /**
   * Starts or continues a coroutine, as `execute_async` runs programs. An error of the coroutine is in the result; the
   * `status` of its object is updated. One that is cancelled while it waits can be resumed again.
   */
  resume_async(coroutine: LuaOpaque, ...args: any[]): Promise<LuaResumption>
  resumeAsync(coroutine: LuaOpaque, ...args: any[]): Promise<LuaResumption>

  /**
   * Runs a program on the thread pool, a little at a time. The context is busy until the promise is settled. Functions
   * of JavaScript are refused, `JS callbacks are not available in async mode (called 'name')`, or with
   * `callbacks: 'hop'` called on this thread.
   */
  execute_script_async<R = any>(script: string, options?: LuaPoolOptions | null): Promise<R>
  executeScriptAsync<R = any>(script: string, options?: LuaPoolOptions | null): Promise<R>

  /** The same for the program in a file. */
  execute_file_async<R = any>(path: string, options?: LuaPoolOptions | null): Promise<R>
  executeFileAsync<R = any>(path: string, options?: LuaPoolOptions | null): Promise<R>

  /**
   * Sets a global variable. A name with dots is a path through tables, which are made where there are none.
   * @throws {TypeError} `Invalid global path …`; where a table is needed and something else is there
   * @throws {LuaError} `ERR_LUA_CONVERSION` for a value that contains itself, is nested too deeply, or has no meaning
   */
  set_global(name: string, value: LuaInput): void
  setGlobal(name: string, value: LuaInput): void

  /** Reads a global variable, or what is at the end of a path; `null` where there is nothing. */
  get_global<T = any>(name: string): T
  getGlobal<T = any>(name: string): T

  /**
   * Copies a global variable of another context, or what is at the end of a path, to a variable here, of the same name or
   * path unless there is another one. JavaScript is not in between: floats stay floats, strings keep their bytes, and
   * tables, copied to any depth without their metatables, occur as often as before. Integers become the nearest floats in
   * 5.1 and 5.2. Functions, userdata and coroutines become what `get_global` and `set_global` make of them.
   * @throws {TypeError} `copy_global() source must be a Lua context`; for names, as `get_global` and `set_global`
   * @throws {LuaError} `ERR_LUA_CONVERSION` where two keys of a table become one, and for what cannot cross;
   *   `ERR_LUA_MEMORY` where the copy does not fit into `maxMemory`, and the variable keeps its value
   */
  copy_global(source: Lua, name: string, as?: string | null): void
  copyGlobal(source: Lua, name: string, as?: string | null): void

  /**
   * Calls the function in a global variable or at the end of a path.
   * @throws {TypeError} `'name' is not a function`
   */
  call<R = any>(name: string, ...args: LuaInput[]): R

  /** Calls a function, of Lua or of JavaScript, and gives what it throws instead of throwing it. */
  pcall<R = any>(fn: (...args: any[]) => R, ...args: any[]): LuaCallResult<R>

  /** A handle of the table in a global variable; the name is no path. @throws {TypeError} `global 'x' is not a table` */
  get_global_ref(name: string): LuaTable
  getGlobalRef(name: string): LuaTable

  /** A new table: an empty one, or one with the items or the properties of an object. */
  create_table(initial?: object | null): LuaTable
  createTable(initial?: object | null): LuaTable

  /**
   * A table to run programs in with `execute_script_in`: with the globals that `whitelist` names, and, with `inherit`,
   * with all others behind them.
   */
  create_environment(options?: { whitelist?: readonly string[]; inherit?: boolean } | null): LuaTable
  createEnvironment(options?: { whitelist?: readonly string[]; inherit?: boolean } | null): LuaTable

  /**
   * Runs a program whose global variables are the fields of a table.
   * @throws {TypeError} `must be an environment or table reference`
   */
  execute_script_in<R = any>(environment: LuaTable | object, script: string, options?: LuaScriptOptions | null): R
  executeScriptIn<R = any>(environment: LuaTable | object, script: string, options?: LuaScriptOptions | null): R

  /** Gives a table, that of a global variable or of a handle, a metatable with the properties of an object. */
  set_metatable(target: string | LuaTable | object, metatable: { readonly [event: string]: any }): void
  setMetatable(target: string | LuaTable | object, metatable: { readonly [event: string]: any }): void

  /** Appends a path with a `?` for the name to `package.path`. @throws where the package library is not loaded */
  add_search_path(path: string): void
  addSearchPath(path: string): void

  /** Makes an object a module, which `require` gives until the next `reset()`. @throws as `add_search_path` */
  register_module(name: string, module: object): void
  registerModule(name: string, module: object): void

  /** Lets `require` ask a function for the source of a module; `null` and `undefined` decline. */
  add_searcher(searcher: (name: string) => string | Uint8Array | null | undefined): void
  addSearcher(searcher: (name: string) => string | Uint8Array | null | undefined): void

  /**
   * Hands what `print` and `io.write` write to a function: once for each call of them. What it throws is swallowed.
   * `null` takes it away.
   */
  set_print_handler(handler: ((text: string) => void) | null): void
  setPrintHandler(handler: ((text: string) => void) | null): void

  /**
   * Lets `io.read` read from a function, which gets the format without a star, or a number of bytes, and gives a string
   * or bytes; anything else ends the input. Gives whether it was installed: not where `io` is something else.
   */
  set_read_handler(handler: ((format: string | number) => string | Uint8Array | null | undefined) | null): boolean
  setReadHandler(handler: ((format: string | number) => string | Uint8Array | null | undefined) | null): boolean

  /** Lets `dofile` and `loadfile` get their files, as text, from a function. `null` takes both functions away. */
  set_file_reader(reader: ((path: string) => string | Uint8Array | null | undefined) | null): void
  setFileReader(reader: ((path: string) => string | Uint8Array | null | undefined) | null): void

  /**
   * The calls in progress, the innermost first; none while nothing runs. At most 200 unless more are asked for. Inside a
   * function of JavaScript that Lua has called, this is the innermost; a hook is none of the calls.
   */
  get_stack(options?: { maxLevels?: number }): LuaStackFrame[]
  getStack(options?: { maxLevels?: number }): LuaStackFrame[]

  /** The named variables of the call at a level. @throws {RangeError} `no stack frame at level 99` */
  get_locals(level: number): { name: string; value: any }[]
  getLocals(level: number): { name: string; value: any }[]

  /**
   * Makes an object a userdata in a global variable. It comes back as the object itself. Without options programs cannot
   * look into it. `constructor`, `prototype` and `__proto__` are never shown.
   * @throws {TypeError} `Expected (string, object[, options])`
   */
  set_userdata(name: string, object: object, options?: LuaUserdataOptions): void
  setUserdata(name: string, object: object, options?: LuaUserdataOptions): void

  /**
   * Makes a class: a global table with `new` and the static members. Instances come back as the objects they are, and
   * objects go in as the instances they were.
   * @throws {TypeError} where the definition is malformed
   * @throws {Error} `Class 'Name' is already registered`, `'extends': class 'Name' is not registered`
   */
  register_class(name: string, definition: LuaClassDefinition): void
  registerClass(name: string, definition: LuaClassDefinition): void

  /**
   * Has a say in what objects become in Lua: those for which `match` gives a true value are replaced by what `convert`
   * makes of them, at every depth. The first one that matches wins.
   */
  register_type_converter(match: (value: any) => unknown, convert: (value: any) => unknown): void
  registerTypeConverter(match: (value: any) => unknown, convert: (value: any) => unknown): void

  /**
   * Has a say in what tables, userdata and coroutines become: what `convert` makes of the converted value is taken as it
   * is. Inner values come first.
   */
  register_from_lua_converter(match: (value: any) => unknown, convert: (value: any) => unknown): void
  registerFromLuaConverter(match: (value: any) => unknown, convert: (value: any) => unknown): void

  /**
   * A coroutine for a function of Lua, or for the one that a script returns.
   * @throws {TypeError} for a function of JavaScript, and for functions of other contexts
   */
  create_coroutine(body: string | LuaFunction, options?: LuaScriptOptions | null): LuaCoroutine
  createCoroutine(body: string | LuaFunction, options?: LuaScriptOptions | null): LuaCoroutine

  /** Starts or continues a coroutine. An error of the coroutine is in the result. @throws {TypeError} for anything else */
  resume(coroutine: LuaCoroutine, ...args: LuaInput[]): LuaResumeResult

  /** Ends a coroutine and closes its pending variables. @throws {LuaError} what closing one raises */
  close(coroutine: LuaCoroutine): void

  /**
   * Lets a function of Lua, a coroutine, a table handle or a proxy go before it is collected. Doing it again does
   * nothing.
   */
  release(value: LuaFunction | LuaCoroutine | LuaTable | object): void

  /** Compiles a program without running it, under the limits of the context. @throws {LuaError} `ERR_LUA_SYNTAX` */
  compile(script: string, options?: LuaCompileOptions | null): Buffer

  /** Compiles the program in a file. */
  compile_file(path: string, options?: LuaCompileOptions | null): Buffer
  compileFile(path: string, options?: LuaCompileOptions | null): Buffer

  /**
   * Runs a compiled program, and gives what it returns.
   * @throws {LuaError} `ERR_LUA_BYTECODE` where it is refused; `attempt to load a text chunk (mode is 'b')`
   */
  load_bytecode<R = any>(bytecode: Uint8Array, chunkName?: string): R
  loadBytecode<R = any>(bytecode: Uint8Array, chunkName?: string): R
  load<R = any>(bytecode: Uint8Array, chunkName?: string): R

  /** Collects all garbage, or stops or restarts the collector. Stopped, it still runs before `maxMemory` is reached. */
  gc(command: 'collect' | 'stop' | 'restart'): void
  /** Whether the collector takes its turns. */
  gc(command: 'isrunning'): boolean
  /** The kilobytes in use. */
  gc(command: 'count'): number
  /** Does a part of a collection, as for so many kilobytes; gives whether a cycle has ended. */
  gc(command: 'step', size?: number): boolean
  /** Sets the mode and gives the one before. */
  gc(command: LuaGcMode): LuaGcMode
  /** Reads a parameter, and sets it if there is a value between 0 and 100000; gives the value before. */
  gc(command: 'param', parameter: LuaGcParameter, value?: number): number

  /** Tells a function what programs do. What it throws is swallowed. It is not told of asynchronous runs. */
  set_hook(hook: LuaHook, events: LuaHookEvents): void
  setHook(hook: LuaHook, events: LuaHookEvents): void
  /** Takes the hook away, also from inside itself. Does nothing where there is none. */
  remove_hook(): void
  removeHook(): void

  /** The state at a glance. Runs no program and collects nothing. */
  info(): LuaInfo

  /** The bytes in use. */
  get_memory_usage(): number
  getMemoryUsage(): number

  /** Whether an asynchronous run is in progress; everything but this and `cancel` is refused then. */
  is_busy(): boolean
  isBusy(): boolean

  /**
   * Ends an asynchronous run with `execution cancelled`: at once where it waits for JavaScript, else as soon as its code
   * can be stopped. A short program on the thread pool completes nevertheless in a context without limits. Does nothing
   * where nothing runs.
   */
  cancel(): void

  /**
   * Replaces the state by a new one with the same options, the same globals of the constructor, and what was set up
   * with methods for the host. Values of the old state are refused: `its Lua state was replaced by reset()`.
   */
  reset(): void

  /** Runs the finalizers and frees the memory. Everything but this, `is_busy` and `cancel` is refused afterwards. */
  dispose(): void
  [Symbol.dispose](): void
  /** Cancels what runs, waits for its end, and disposes. */
  [Symbol.asyncDispose](): Promise<void>
}

/** The class, under the name by which it is constructed: `new lua.init()`. */
export const init: typeof Lua

declare const lua: {
  /** The class, under the name by which it is constructed: `new lua.init()`. */
  init: typeof Lua
  createSharedTable: typeof createSharedTable
}
export default lua
