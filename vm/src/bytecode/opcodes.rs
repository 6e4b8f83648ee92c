//! The table of instructions: one row each, from which everything else about them is generated.
//!
//! A row reads: the effect as its doc comment, the name, the operands with their kind and field, and the number of
//! words (2 where an inline-cache or data word follows, 3 for two). `K[c]` is a constant, `U[b]` an upvalue, `R[a]` a
//! register. In a comparing jump the jump is taken when the comparison holds (`Not` forms: when it does not hold,
//! which is not the inverse comparison, because of NaN). Counts named `args` and `wanted` are stored plus one;
//! zero means "up to the top of the stack".
//!
//! The call convention: `R[func]` holds the function, the register above it is kept free for the return link, the
//! arguments follow from `R[func + 2]`; results arrive from `R[func]` on.

/// Hands the whole table to the macro named as its argument.
macro_rules! opcode_table {
    ($consumer:ident) => {
        $consumer! {
            /// `R[dst] = R[src]`
            Move move_register { dst: Dst A, src: Src B } 1;
            /// `R[dst] = K[constant]`
            LoadConstant load_constant { dst: Dst A, constant: Constant D } 1;
            /// `R[dst] = value`, an integer
            LoadInteger load_integer { dst: Dst A, value: Immediate D } 1;
            /// `R[dst] = value`, as a float
            LoadFloat load_float { dst: Dst A, value: Immediate D } 1;
            /// `R[first], ..., R[first + count - 1] = nil`
            LoadNil load_nil { first: Range A, count: Count B } 1;
            /// `R[dst] = false`
            LoadFalse load_false { dst: Dst A } 1;
            /// `R[dst] = true`
            LoadTrue load_true { dst: Dst A } 1;
            /// `R[dst] = U[upvalue]`
            GetUpvalue get_upvalue { dst: Dst A, upvalue: Upvalue B } 1;
            /// `U[upvalue] = R[src]`
            SetUpvalue set_upvalue { src: Src A, upvalue: Upvalue B } 1;

            /// `R[dst] = U[upvalue][K[key]]`, key a short string
            GetUpvalueField get_upvalue_field { dst: Dst A, upvalue: Upvalue B, key: Constant C } 2;
            /// `U[upvalue][K[key]] = R[value]`, key a short string
            SetUpvalueField set_upvalue_field { value: Src A, upvalue: Upvalue B, key: Constant C } 2;
            /// `R[dst] = R[table][K[key]]`, key a short string
            GetField get_field { dst: Dst A, table: Src B, key: Constant C } 2;
            /// `R[table][K[key]] = R[value]`, key a short string
            SetField set_field { table: Src A, value: Src B, key: Constant C } 2;
            /// `R[table][K[key]] = K[value]`, key a short string
            SetFieldConstant set_field_constant { table: Src A, value: Constant B, key: Constant C } 2;
            /// `R[dst] = R[table][R[key]]`
            GetIndex get_index { dst: Dst A, table: Src B, key: Src C } 1;
            /// `R[table][R[key]] = R[value]`
            SetIndex set_index { table: Src A, key: Src B, value: Src C } 1;
            /// `R[table][R[key]] = K[value]`
            SetIndexConstant set_index_constant { table: Src A, key: Src B, value: Constant C } 1;
            /// `R[dst] = R[table][index]`, index an integer
            GetInteger get_integer { dst: Dst A, table: Src B, index: Count C } 1;
            /// `R[table][index] = R[value]`, index an integer
            SetInteger set_integer { table: Src A, value: Src B, index: Count C } 1;
            /// `R[dst + 2] = R[object]; R[dst] = R[object][K[key]]`, key a short string; `R[dst + 1]` is left free
            Method method { dst: Range A, object: Src B, key: Constant C } 3;
            /// `R[dst] = {}` with room for `array` items and, if `hash` > 0, `2^(hash - 1)` fields. Here and in `Concat`
            /// and `Closure`, the registers from `live` on are not in use, so the collector need not look at them
            NewTable new_table { dst: Dst A, live: Count X, array: Count B, hash: Count C } 1;
            /// `R[table][start + i] = R[table + 1 + i]` for `0 <= i < count`, or up to the top where `count` is 0.
            /// The second word is `start`; `count` is the plain number of values, not plus one
            SetList set_list { table: Range A, count: Count B } 2;

            /// `R[dst] = R[left] + R[right]`
            Add add { dst: Dst A, left: Src B, right: Src C } 1;
            /// `R[dst] = R[left] - R[right]`
            Subtract subtract { dst: Dst A, left: Src B, right: Src C } 1;
            /// `R[dst] = R[left] * R[right]`
            Multiply multiply { dst: Dst A, left: Src B, right: Src C } 1;
            /// `R[dst] = R[left] / R[right]`
            Divide divide { dst: Dst A, left: Src B, right: Src C } 1;
            /// `R[dst] = R[left] % R[right]`
            Modulo modulo { dst: Dst A, left: Src B, right: Src C } 1;
            /// `R[dst] = R[left] ^ R[right]`
            Power power { dst: Dst A, left: Src B, right: Src C } 1;
            /// `R[dst] = R[left] // R[right]`
            FloorDivide floor_divide { dst: Dst A, left: Src B, right: Src C } 1;
            /// `R[dst] = R[left] & R[right]`
            BitAnd bit_and { dst: Dst A, left: Src B, right: Src C } 1;
            /// `R[dst] = R[left] | R[right]`
            BitOr bit_or { dst: Dst A, left: Src B, right: Src C } 1;
            /// `R[dst] = R[left] ~ R[right]`
            BitXor bit_xor { dst: Dst A, left: Src B, right: Src C } 1;
            /// `R[dst] = R[left] << R[right]`
            ShiftLeft shift_left { dst: Dst A, left: Src B, right: Src C } 1;
            /// `R[dst] = R[left] >> R[right]`
            ShiftRight shift_right { dst: Dst A, left: Src B, right: Src C } 1;

            /// `R[dst] = R[left] + K[right]`, a number. In this group `order` is 1 where the source has the constant
            /// on the left (commutative operations only)
            AddConstant add_constant { dst: Dst A, order: Flags X, left: Src B, right: Constant C } 1;
            /// `R[dst] = R[left] - K[right]`, a number
            SubtractConstant subtract_constant { dst: Dst A, order: Flags X, left: Src B, right: Constant C } 1;
            /// `R[dst] = R[left] * K[right]`, a number
            MultiplyConstant multiply_constant { dst: Dst A, order: Flags X, left: Src B, right: Constant C } 1;
            /// `R[dst] = R[left] / K[right]`, a number
            DivideConstant divide_constant { dst: Dst A, order: Flags X, left: Src B, right: Constant C } 1;
            /// `R[dst] = R[left] % K[right]`, a number
            ModuloConstant modulo_constant { dst: Dst A, order: Flags X, left: Src B, right: Constant C } 1;
            /// `R[dst] = R[left] ^ K[right]`, a number
            PowerConstant power_constant { dst: Dst A, order: Flags X, left: Src B, right: Constant C } 1;
            /// `R[dst] = R[left] // K[right]`, a number
            FloorDivideConstant floor_divide_constant { dst: Dst A, order: Flags X, left: Src B, right: Constant C } 1;
            /// `R[dst] = R[left] & K[right]`, an integer
            BitAndConstant bit_and_constant { dst: Dst A, order: Flags X, left: Src B, right: Constant C } 1;
            /// `R[dst] = R[left] | K[right]`, an integer
            BitOrConstant bit_or_constant { dst: Dst A, order: Flags X, left: Src B, right: Constant C } 1;
            /// `R[dst] = R[left] ~ K[right]`, an integer
            BitXorConstant bit_xor_constant { dst: Dst A, order: Flags X, left: Src B, right: Constant C } 1;
            /// `R[dst] = R[left] + right`. `origin`: 0 the source says `left + right`, 1 it says `right + left`,
            /// 2 it says `left - (-right)`
            AddImmediate add_immediate { dst: Dst A, origin: Flags X, left: Src B, right: Immediate C } 1;
            /// `R[dst] = R[left] << right`
            ShiftLeftImmediate shift_left_immediate { dst: Dst A, left: Src B, right: Immediate C } 1;
            /// `R[dst] = R[left] >> right`
            ShiftRightImmediate shift_right_immediate { dst: Dst A, left: Src B, right: Immediate C } 1;

            /// `R[dst] = -R[src]`
            Negate negate { dst: Dst A, src: Src B } 1;
            /// `R[dst] = ~R[src]`
            BitNot bit_not { dst: Dst A, src: Src B } 1;
            /// `R[dst] = not R[src]`
            Not not { dst: Dst A, src: Src B } 1;
            /// `R[dst] = #R[src]`. `form` 1: a length found without a metamethod is a float
            Length length { dst: Dst A, form: Flags X, src: Src B } 1;
            /// `R[dst] = R[first] .. ... .. R[first + count - 1]`, count at least 2. The operands are temporaries
            /// and may be overwritten
            Concat concat { dst: Dst A, live: Count X, first: Range B, count: Count C } 1;

            /// Jump forward
            Jump jump { target: Jump D } 1;
            /// Jump backward, charging `cost` instructions
            JumpBack jump_back { cost: Count X, target: Jump D } 1;
            /// `if R[src] then jump`
            JumpIf jump_if { src: Src A, target: Jump D } 1;
            /// `if not R[src] then jump`
            JumpIfNot jump_if_not { src: Src A, target: Jump D } 1;
            /// `if R[src] then R[dst] = R[src]; jump`
            SelectIf select_if { dst: Dst A, src: Src B, target: Jump C } 1;
            /// `if not R[src] then R[dst] = R[src]; jump`
            SelectIfNot select_if_not { dst: Dst A, src: Src B, target: Jump C } 1;
            /// `if R[left] == R[right] then jump`
            JumpEqual jump_equal { left: Src A, right: Src B, target: Jump C } 1;
            /// `if R[left] ~= R[right] then jump`
            JumpNotEqual jump_not_equal { left: Src A, right: Src B, target: Jump C } 1;
            /// `if R[left] == K[right] then jump`; the constant is nil, a boolean, a number or a short string
            JumpEqualConstant jump_equal_constant { left: Src A, right: Constant B, target: Jump C } 1;
            /// `if R[left] ~= K[right] then jump`; the constant as above
            JumpNotEqualConstant jump_not_equal_constant { left: Src A, right: Constant B, target: Jump C } 1;
            /// `if R[left] < R[right] then jump`
            JumpLess jump_less { left: Src A, right: Src B, target: Jump C } 1;
            /// `if not (R[left] < R[right]) then jump`
            JumpNotLess jump_not_less { left: Src A, right: Src B, target: Jump C } 1;
            /// `if R[left] <= R[right] then jump`
            JumpLessEqual jump_less_equal { left: Src A, right: Src B, target: Jump C } 1;
            /// `if not (R[left] <= R[right]) then jump`
            JumpNotLessEqual jump_not_less_equal { left: Src A, right: Src B, target: Jump C } 1;
            /// `if R[left] < right then jump`. In this group `form` is 1 where the source has a float literal, and
            /// 2 is added where it has the literal on the left (`right > left`)
            JumpLessImmediate jump_less_immediate { form: Flags X, left: Src A, right: Immediate B, target: Jump C } 1;
            /// `if not (R[left] < right) then jump`
            JumpNotLessImmediate jump_not_less_immediate { form: Flags X, left: Src A, right: Immediate B, target: Jump C } 1;
            /// `if R[left] <= right then jump`
            JumpLessEqualImmediate jump_less_equal_immediate { form: Flags X, left: Src A, right: Immediate B, target: Jump C } 1;
            /// `if not (R[left] <= right) then jump`
            JumpNotLessEqualImmediate jump_not_less_equal_immediate { form: Flags X, left: Src A, right: Immediate B, target: Jump C } 1;
            /// `if R[left] > right then jump`
            JumpGreaterImmediate jump_greater_immediate { form: Flags X, left: Src A, right: Immediate B, target: Jump C } 1;
            /// `if not (R[left] > right) then jump`
            JumpNotGreaterImmediate jump_not_greater_immediate { form: Flags X, left: Src A, right: Immediate B, target: Jump C } 1;
            /// `if R[left] >= right then jump`
            JumpGreaterEqualImmediate jump_greater_equal_immediate { form: Flags X, left: Src A, right: Immediate B, target: Jump C } 1;
            /// `if not (R[left] >= right) then jump`
            JumpNotGreaterEqualImmediate jump_not_greater_equal_immediate { form: Flags X, left: Src A, right: Immediate B, target: Jump C } 1;

            /// `R[func], ... = R[func](R[func + 2], ...)`; `args` and `wanted` plus one; charges `cost` instructions
            Call call { args: Count X, func: Range A, wanted: Count B, cost: Count C } 1;
            /// `return R[func](R[func + 2], ...)` in this frame. `flags` 1: upvalues of this frame may be open
            TailCall tail_call { args: Count X, func: Range A, flags: Flags B } 1;
            /// `return`, from a function without varargs, open upvalues or variables to close
            Return0 return0 { } 1;
            /// `return R[src]`, under the same conditions
            Return1 return1 { src: Src A } 1;
            /// `return R[first], ...`, `count` plus one. `flags` 1: upvalues or variables to close; 2: a vararg function
            Return return_values { flags: Flags X, first: Range A, count: Count B } 1;
            /// `R[first], ... = ...`, `wanted` plus one. If `table` is not 0, it is the register (plus one) of the
            /// named vararg table to read from
            Vararg vararg { first: Range A, wanted: Count B, table: Count C } 1;
            /// `R[dst] = table of the extra arguments, with field n`
            VarargTable vararg_table { dst: Dst A } 1;
            /// `R[dst] = item R[key] of the extra arguments`, as a table of them with field n would have it
            VarargItem vararg_item { dst: Dst A, key: Src B } 1;
            /// `R[dst] = item index of the extra arguments`
            VarargAt vararg_at { dst: Dst A, index: Count C } 1;
            /// `R[dst] = field K[key] of a table of the extra arguments`: their number, if the key is "n"
            VarargField vararg_field { dst: Dst A, key: Constant C } 2;

            /// Where `R[func]` is the function `select` and `R[func + 2]` says which extra argument, `R[func] = ` that one,
            /// or their number, then jump. Else on to the next two words, a `Vararg` and a `Call`, which do the same
            SelectVararg select_vararg { func: Range A, target: Jump D } 1;

            /// Prepares a numeric loop over `R[base]` (initial), `R[base + 1]` (limit), `R[base + 2]` (step), which become
            /// iterations left or limit, step, and the loop variable; jumps past the loop if it does not run
            ForPrepare for_prepare { base: Range A, target: Jump D } 1;
            /// Steps the loop and, if it goes on, jumps back, charging `cost` instructions
            ForLoop for_loop { base: Range A, cost: Count X, target: Jump D } 1;
            /// Marks `R[base + 2]` to be closed, if it needs closing, and jumps to the call of the loop. `form` 1: the loop
            /// has no value to be closed
            GenericForPrepare generic_for_prepare { base: Range A, form: Flags X, target: Jump D } 1;
            /// `R[func], ... = R[func - 3](R[func - 2], R[func])`, where `func` is the loop's base + 3, its first variable;
            /// `wanted` plus one, as in `Call`, which this word is read as when the iterator returns. Uses `R[func]` to
            /// `R[func + 3]` for the call; always followed by `GenericForLoop` with the loop's base
            GenericForCall generic_for_call { func: Range A, wanted: Count B } 1;
            /// `if R[base + 3] ~= nil then jump back`, charging `cost` instructions
            GenericForLoop generic_for_loop { base: Range A, cost: Count X, target: Jump D } 1;

            /// `R[dst] = closure of child`
            Closure closure { dst: Dst A, live: Count X, child: Child D } 1;
            /// Closes every variable from `R[from]` on: upvalues, and `__close` of marked ones
            Close close { from: Range A } 1;
            /// Marks `R[src]` as to be closed
            MarkClose mark_close { src: Src A } 1;
            /// Raises "global 'K[name]' already defined" if `R[src]` is not nil
            CheckGlobal check_global { src: Src A, name: Constant D } 1;

            /// A callee of the host returned: leave the interpreter
            HostReturn host_return { } 1;
            /// A metamethod, finalizer or hook called by an instruction returned: complete the instruction
            Finish finish { } 1;
            /// A function called by a native function returned: resume the native function
            NativeReturn native_return { } 1;
            /// The function called by `pcall` or `xpcall` returned
            ProtectedReturn protected_return { } 1;
            /// The message handler of `xpcall` returned
            HandlerReturn handler_return { } 1;
            /// A `__close` called while an error or a closing coroutine unwinds returned
            UnwindReturn unwind_return { } 1;
            /// The main function of a coroutine returned
            CoroutineReturn coroutine_return { } 1;
        }
    };
}

use super::instruction::define_instructions;
opcode_table!(define_instructions);

pub(crate) use opcode_table;
