// What every program may use of Lua itself.
declare function print(this: void, ...values: unknown[]): void
