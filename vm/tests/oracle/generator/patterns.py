"""Longer idioms as templates: coroutines, closures, classes, sorting, closing, dumping."""

from . import literals
from .context import Body


class Patterns:
    """Writes idioms that the plain grammar would rarely come upon."""

    def __init__(self, context, expressions, statements):
        self.context = context
        self.expressions = expressions
        self.statements = statements
        self.all = [
            self.generator, self.counter, self.sort, self.inherit, self.proxy, self.dump, self.list_work,
            self.producer, self.varargs, self.recursion, self.load_text, self.pairs_sorted, self.upvalues, self.metamethods,
            self.string_buffer, self.tail_calls, self.integer_keys, self.multiple_results, self.finalizer, self.wrap_error,
            self.traceback,
        ]
        dialect = context.dialect
        if dialect.integers:
            self.all += [self.pack]
        if dialect.yields_anywhere:
            self.all += [self.pcall_in_coroutine]
        if dialect.attributes:
            self.all += [self.closing, self.nested_close]
        if dialect.global_declarations:
            self.all += [self.globals_, self.named_varargs]

    def any(self):
        """One idiom."""
        self.context.charge(40)
        self.context.pick(self.all)()

    def of(self, kind: str) -> str:
        """An expression of this kind."""
        return self.expressions.of(kind)

    def lines(self, text: str):
        """Emits the lines of a template at the present depth, in a block of their own."""
        self.context.emit("do")
        for line in text.strip("\n").split("\n"):
            self.context.emit("  " + line)
        self.context.emit("end")

    def nested(self, head: str, tail: str, declared=()):
        """A function body of ordinary statements, run a few times at most."""
        context = self.context
        context.emit(head)
        context.bodies.append(Body(cost=context.body.cost, multiplier=context.body.multiplier * 4))
        self.statements.inner(declared)
        spent = context.bodies.pop().cost
        context.body.cost = max(context.body.cost, spent)
        context.emit(tail)

    def generator(self):
        """A coroutine that yields from a loop, driven by a for."""
        context = self.context
        name, limit = context.name("gen"), context.between(1, 4)
        self.nested(f"local {name} = coroutine.wrap(function(start) for step = 1, {limit} do",
                    f"local back = coroutine.yield(step, start) if back then show('back', back) end end end)", [("step", "int")])
        self.lines(f"""
for a, b in {name}, {self.of('int')} do show('yielded', a, b) end
show(pcall({name}))""")

    def counter(self):
        """Closures that share a variable, and closures of a loop that do not."""
        self.lines(f"""
local list, shared = {{}}, {self.of('int')}
for index = 1, 3 do
  local own = index * {self.of('int')}
  list[index] = function(change) shared = shared + change; own = own - change; return shared, own, index end
end
for index, call in ipairs(list) do show(call({self.of('int')})); show(list[1](index)) end""")

    def sort(self):
        """Sorting with and without a comparator."""
        kind = self.context.pick(["ints", "strs"])
        order = self.context.pick(["function(a, b) return a > b end", "nil", "function(a, b) return tostring(a) < tostring(b) end"])
        self.lines(f"""
local list = without_nan({self.of(kind)})
table.sort(list, {order})
show(list, #list)""")

    def inherit(self):
        """A class that derives from another and calls it."""
        self.lines(f"""
local Base = {{}}; Base.__index = Base
function Base.new(class, value) return setmetatable({{ value = value }}, class) end
function Base:get() return self.value end
function Base:twice(...) return self:get() .. self:get(), select('#', ...) end
local Derived = setmetatable({{}}, {{ __index = Base }}); Derived.__index = Derived
Derived.__tostring = function(self) return 'Derived<' .. tostring(self.value) .. '>' end
function Derived:get() return '[' .. tostring(Base.get(self)) .. ']' end
local object = Derived:new({self.of('str')})
show(object, object:get(), object:twice({self.of('int')}, nil), object.missing, rawequal(object, object))""")

    def proxy(self):
        """A table that logs what is read and written through it."""
        self.lines(f"""
local store, log = {{ {self.of('int')} }}, {{}}
local proxy = setmetatable({{}}, {{
  __index = function(_, key) log[#log + 1] = 'get ' .. tostring(key); return store[key] end,
  __newindex = function(_, key, value) log[#log + 1] = 'set ' .. tostring(key); store[key] = value end,
  __len = function() return #store end,
  __pairs = function() return next, store, nil end,
}})
proxy[2] = {self.of('str')}; proxy[#proxy + 1] = proxy[1]
table.insert(proxy, ({self.of('int')}))
show(#proxy, proxy[1], proxy[2], proxy.name, table.concat(proxy, ','), table.unpack(proxy))
for key, value in pairs(proxy) do show(key, value) end
show(log)""")

    def dump(self):
        """A function that goes through string.dump and back."""
        strip = self.context.pick(["", ", true", ", false"])
        self.lines(f"""
local function original(a, b) local t = {{ a, b, x = {literals.integer(self.context)} }} return t.x, a .. b, {literals.floating(self.context)}, {literals.string(self.context)} end
local copy = load(string.dump(original{strip}), 'dumped', 'b')
show(copy({self.of('str')}, {self.of('int')}))
show(pcall(copy, nil, {{}}))
show(load(string.dump(original), 'x', 't'))""")

    def closing(self):
        """Variables to close, left in different ways."""
        leave = self.context.pick(["break", "error('left')", "return", "goto out", "coroutine.yield(1)"])
        self.lines(f"""
local function guard(name) return setmetatable({{}}, {{ __close = function(_, problem) show('close', name, problem) end }}) end
local co = coroutine.create(function()
  for index = 1, 3 do
    local one <close> = guard('one' .. index)
    local two <close> = guard('two' .. index)
    if index == 2 then {leave} end
  end
  ::out::
end)
show(coroutine.resume(co)); show(coroutine.status(co)); show(coroutine.close(co)); show(coroutine.status(co))""")

    def list_work(self):
        """Insertion, removal and moving in a sequence."""
        work = []
        for _ in range(self.context.between(2, 6)):
            work.append(self.context.pick([
                f"table.insert(list, ({self.of('int')}))", f"table.insert(list, 1, ({self.of('int')}))", "show(table.remove(list))",
                "show(table.remove(list, 1))", "table.move(list, 1, #list, 2)", "list[#list + 1] = #list", "list[#list] = nil",
            ]))
        text = "\n".join(work)
        self.lines(f"local list = {{ table.unpack({self.of('ints')}) }}\n{text}\nshow(list, #list)")

    def producer(self):
        """Two coroutines that pass values to each other."""
        self.lines(f"""
local producer = coroutine.create(function(first)
  local received = first
  for index = 1, 4 do received = coroutine.yield(index, received) end
  return 'done', received
end)
local sent = whole({self.of('int')})
while coroutine.status(producer) ~= 'dead' do
  show(coroutine.resume(producer, sent)); sent = tostring(sent) .. '!'
end
show(coroutine.resume(producer), coroutine.isyieldable(), coroutine.isyieldable(producer))""")

    def varargs(self):
        """Passing, counting and packing extra arguments."""
        self.lines(f"""
local function count(...) return select('#', ...), ... end
show(count()); show(count(nil, nil)); show((count({self.of('int')}, {self.of('str')})))
show(select({self.context.between(-2, 3)} == 0 and 1 or -1, {self.of('int')}, {self.of('str')}))
show(table.unpack({{ {self.of('int')}, nil, {self.of('str')} }}, 1, 3)); show(table.pack(count(1, 2)).n)""")

    def named_varargs(self):
        """Extra arguments with a name."""
        self.lines(f"""
local function named(first, ...rest) rest.n = rest.n + 0; return first, rest.n, rest[1], rest[rest.n] end
show(named({self.of('int')}, {self.of('str')}, nil, {self.of('int')}))""")

    def recursion(self):
        """Recursion of several kinds."""
        self.lines(f"""
local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end
local function even(n) if n == 0 then return true end return (not even(n - 1)) end
local function depth(n) return n == 0 and {self.of('str')} or depth(n - 1) end
show(fib({self.context.between(0, 10)}), even({self.context.between(0, 50)}), depth({self.context.between(0, 300)}))""")

    def load_text(self):
        """Code that is compiled from text, in an environment of its own."""
        self.lines(f"""
local environment = {{ value = {self.of('int')} }}
local chunk = load('value = value + 1; local a, b = ... ; return value, a, b, _ENV ~= nil', '=text', 't', environment)
show(chunk({self.of('str')})); show(chunk(), environment.value)
local pieces = {{ 'return ', '1 ', '+ ', '{self.context.between(0, 99)}' }}
local at = 0
show(load(function() at = at + 1; return pieces[at] end)())""")

    def pairs_sorted(self):
        """A traversal with deletions, its keys then sorted."""
        self.lines(f"""
local map, keys = {{ whole({self.of('int')}), {self.of('str')}, name = {self.of('str')}, [{literals.small(self.context)}] = 1, [2.5] = true }}, {{}}
for key, value in pairs(map) do keys[#keys + 1] = (key == 0 and '0' or tostring(key)) .. '=' .. tostring(value); map[key] = nil end
table.sort(keys); show(keys, next(map))""")

    def upvalues(self):
        """Functions nested three deep over shared variables."""
        self.lines(f"""
local outer = {self.of('int')}
local function first()
  local middle = outer + 1
  return function() outer = outer + middle; return function() middle = middle * 2; return outer, middle end end
end
local one, two = first(), first()
local third = one(); show(third()); show(two()()); show(third()); show(outer)""")

    def metamethods(self):
        """Every metamethod of the class of the prelude, also where operands are mixed."""
        a, b, n = self.of("object"), self.of("object"), self.context.between(-5, 5)
        bitwise = f"~a, a & {n}, a | b, a // 2, a << 1" if self.context.dialect.integers else "a"
        self.lines(f"""
local a, b = {a}, {b}
show(a + b, a - b, a * 2, {n} + a, -a, #a, a .. b, a .. {n}, 'x' .. b, a == b, a ~= b, a < b, a >= b)
show({bitwise}, a % 3, a({n}), a:sum(), a.z, rawlen(a), rawget(a, 'x'), tostring(b))""")

    def pcall_in_coroutine(self):
        """Yields across pcall, metamethods and iterators."""
        self.lines(f"""
local yielding = setmetatable({{}}, {{
  __add = function(_, other) return coroutine.yield('add', other) end,
  __index = function(_, key) return coroutine.yield('index', key) end,
  __lt = function() return coroutine.yield('lt') end,
  __concat = function(_, other) return coroutine.yield('concat', other) end,
}})
local co = coroutine.wrap(function()
  local sum = yielding + {self.of('int')}
  local field = yielding.name
  local less = yielding < {{}}
  local text = yielding .. {self.of('str')}
  local ok, problem = pcall(function() coroutine.yield('inside'); error({self.of('str')}, 0) end)
  return sum, field, less, text, ok, problem
end)
show(co()); show(co({self.of('int')})); show(co('field')); show(co(false)); show(co('text')); show(co())""")

    def globals_(self):
        """Declared globals, also constant ones."""
        self.lines(f"""
local value = {self.of('int')}
do global declared; declared = value; show('declared', declared) end
show(load('global x; x = 1; return y', '=g'))
show(load('global x <const>; x = 1', '=g'))
show(load('global none; none = 1; local a <const> = 2; a = 3', '=g'))""")

    def string_buffer(self):
        """Text built from pieces, then taken apart."""
        self.lines(f"""
local pieces = {{}}
for index = 1, {self.context.between(1, 20)} do pieces[index] = ('%d:%s'):format(index, {self.of('str')}):sub(1, 9) end
local text = table.concat(pieces, ';')
show(#text, text:find(';', 1, true), text:gsub('%d+', function(d) return d * 2 end))
show(text:byte(-1), text:sub(-5), text:upper():lower() == text:lower(), text:rep(2, '|'):len())""")

    def pack(self):
        """Binary packing and unpacking."""
        form = self.context.pick(["<i4", ">I2", "z", "s1", "d", "<j", "!4i1i4", "n", "B", ">i7", "=I3", "<f"])
        value = {"z": "'zero'", "s1": "'one'", "d": "1.5", "n": "-2.25", "<f": "0.5"}.get(form, str(self.context.between(0, 120)))
        value = f"1, {value}" if form == "!4i1i4" else value
        self.lines(f"""
local packed = string.pack('{form}', {value})
show(#packed, packed:byte(1, -1)); show(string.unpack('{form}', packed))""")

    def tail_calls(self):
        """A tail call that would overflow a stack if it were none."""
        self.lines(f"""
local function down(n, ...) if n == 0 then return ... end return down(n - 1, ...) end
show(down({self.context.between(100, 3000)}, {self.of('int')}, {self.of('str')}))""")

    def nested_close(self):
        """Errors inside __close, which replace each other."""
        self.lines(f"""
local function bad(name) return setmetatable({{}}, {{ __close = function(_, problem) show(name, problem); error(name, 0) end }}) end
show(pcall(function()
  local a <close> = bad('first'); local b <close> = bad('second')
  {self.context.pick(["error('start', 0)", "return 1", "local x <close> = nil"])}
end))""")

    def integer_keys(self):
        """Keys that are equal though they are written differently."""
        big = "2^53 | 0" if self.context.dialect.integers else "9007199254740992"
        self.lines(f"""
local map = {{ [1] = 'one', [2.0] = 'two', [2^53] = 'big', ['1'] = 'text' }}
show(map[1.0], map[2], map[{big}], map['1'], #map, math.type(next({{ [3.0] = 1 }})))
map[whole({self.of('int')})] = 'computed'; show(rawlen(map) >= 2, map[-0.0], map[0])""")

    def multiple_results(self):
        """Lists of expressions that are cut or padded."""
        self.lines(f"""
local function three() return {self.of('int')}, {self.of('str')}, {self.of('int')} end
local a, b, c, d = three(); show(a, b, c, d)
local e, f = (three()), three(); show(e, f, three(), (three()))
local list = {{ three(), three() }}; show(#list, list)
a, list[whole(a)] = three(); show(a)""")

    def finalizer(self):
        """Finalizers, in the order that the manual promises; all found dead by the same collection."""
        self.lines(f"""
local function make(name) setmetatable({{}}, {{ __gc = function() show('finalized', name) end }}) end
local function make_all() make({self.of('str')}); make('second'); make('third') end
collectgarbage('stop'); coroutine.wrap(make_all)()
collectgarbage(); collectgarbage('restart')""")

    def wrap_error(self):
        """Errors that leave a coroutine by wrap, as text and as tables."""
        value = self.context.pick([self.of("str"), "{ code = 1 }", "nil", self.of("int")])
        self.lines(f"""
local wrapped = coroutine.wrap(function(...) coroutine.yield(...); error({value}) end)
show(wrapped({self.of('int')}))
local ok, problem = pcall(wrapped); show(ok, type(problem), type(problem) == 'table' and problem.code or problem)
show(pcall(wrapped))""")

    def traceback(self):
        """The stack as text, at a few depths."""
        self.lines(f"""
local function inner(level) return (debug.traceback({self.context.pick(["'message'", "nil", "12"])}, level)) end
local function outer(level) local text = inner(level) return text end
show(tostring(outer({self.context.between(0, 3)})):match('^(.-in main chunk)') or 'no main chunk')""")
