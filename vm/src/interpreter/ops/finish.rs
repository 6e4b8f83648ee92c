//! The return of a metamethod to the instruction that called it.

use super::{Step, op};
use crate::bytecode::{Instruction, Opcode};
use crate::interpreter::comparison::jumps_if;
use crate::interpreter::slow::{UNCHARGED_CALL, is_comparison};
use crate::value::{NIL, TRUE, copy_value};

/// What remains to do for an instruction once its metamethod has answered: one of the following.
type Rest = u8;
/// Something else, in ordinary code.
const OTHER: Rest = 0;
/// The answer goes to register `a`.
const STORE: Rest = 1;
/// The same, and the data word is skipped.
const STORE_AND_SKIP: Rest = 2;
/// Nothing.
const NOTHING: Rest = 3;
/// The data word is skipped.
const SKIP: Rest = 4;
/// A jump if the answer is true.
const JUMP_IF: Rest = 5;
/// A jump if the answer is false.
const JUMP_IF_NOT: Rest = 6;

const fn rest_of(opcode: Opcode) -> Rest {
    use Opcode as O;
    let number = opcode as u8;
    if is_comparison(opcode) {
        return if jumps_if(opcode) { JUMP_IF } else { JUMP_IF_NOT };
    }
    match opcode {
        O::GetIndex | O::GetInteger | O::Length => STORE,
        O::GetField | O::GetUpvalueField => STORE_AND_SKIP,
        O::SetIndex | O::SetIndexConstant | O::SetInteger => NOTHING,
        O::SetField | O::SetFieldConstant | O::SetUpvalueField => SKIP,
        _ if number >= O::Add as u8 && number <= O::BitNot as u8 => STORE,
        _ => OTHER,
    }
}

static RESTS: [Rest; 256] = {
    let mut rests = [OTHER; 256];
    let mut index = 0;
    while index < Opcode::ALL.len() {
        rests[index] = rest_of(Opcode::ALL[index]);
        index += 1;
    }
    rests
};

op! {
    /// Completes the instruction that called a metamethod, which has returned
    finish(state, machine, word) {
        let callee = machine.base;
        let info = callee.sub(1);
        let pc = (*info).payload as *const u64;
        // Calls by the collector and by hooks have a flag, those with something noted a detail.
        if (*info).flag != 0 || (*info).detail != 0 {
            return Step::SlowFinish;
        }
        let caller = Instruction(*pc.sub(1));
        let rest = RESTS[caller.0 as u8 as usize];
        if rest == OTHER || (*state).fuel < UNCHARGED_CALL {
            return Step::SlowFinish;
        }
        (*state).fuel -= UNCHARGED_CALL;
        (*(*state).coroutine.as_ptr()).native_depth -= 1;
        let has_answer = (*state).top > callee;
        machine.base = callee.byte_sub((*info).extra as usize);
        machine.pc = pc;
        if rest <= STORE_AND_SKIP {
            let target = machine.register(caller.a());
            if has_answer {
                copy_value(target, callee);
            } else {
                (*target).tag = NIL;
            }
            machine.jump(isize::from(rest == STORE_AND_SKIP));
            return Step::Next;
        }
        if rest <= SKIP {
            machine.jump(isize::from(rest == SKIP));
            return Step::Next;
        }
        let is_true = has_answer && (*callee).tag >= TRUE;
        if is_true == (rest == JUMP_IF) {
            machine.jump(caller.signed_c());
        }
        Step::NextJump
    }
}
