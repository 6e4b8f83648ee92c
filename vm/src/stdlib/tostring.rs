//! Values as text, as `tostring` and `print` show them.

use crate::interpreter::{State, Throw};
use crate::object::Event;
use crate::text::until_nul;
use crate::value::{FALSE, NATIVE, NIL, TRUE, Value};

/// What it takes to get the text of a value.
#[derive(Clone, Copy)]
pub enum Text {
    /// This string is it.
    Ready(Value),
    /// The answer of this function, called with the value; check it with [`State::check_text`].
    Call(Value),
}

impl State {
    /// The text of a value, or the `__tostring` that gives it.
    #[inline]
    pub fn text_of(&mut self, value: Value) -> Result<Text, Throw> {
        if value.is_string() {
            return Ok(Text::Ready(value));
        }
        let metamethod = self.metamethod(value, Event::ToString);
        if !metamethod.is_nil() {
            return Ok(Text::Call(metamethod));
        }
        match value.tag {
            NIL => self.new_string(b"nil"),
            FALSE => self.new_string(b"false"),
            TRUE => self.new_string(b"true"),
            _ if value.is_number() => self.number_to_string(value),
            _ => {
                let mut text = self.type_name_for_text(value);
                text.extend_from_slice(b": ");
                text.extend_from_slice(address_of(value).as_bytes());
                self.new_string(&text)
            }
        }
        .map(Text::Ready)
    }

    /// What `__tostring` answered, as a string.
    pub fn check_text(&mut self, answer: Value) -> Result<Value, Throw> {
        if answer.is_string() {
            Ok(answer)
        } else if answer.is_number() {
            self.number_to_string(answer)
        } else {
            Err(self.error("'__tostring' must return a string"))
        }
    }

    /// The type's name, or `__name` if the metatable has one that is a string.
    fn type_name_for_text(&mut self, value: Value) -> Vec<u8> {
        let name = self.metamethod(value, Event::Name);
        if name.is_string() && self.dialect.messages.type_names_in_metatables {
            return until_nul(name.pointer::<crate::object::LuaString>().as_bytes()).to_vec();
        }
        self.type_name(value).as_bytes().to_vec()
    }
}

/// The address of a value as text, as `%p` writes it; values without one are null.
pub fn address_of(value: Value) -> String {
    let has_address = value.is_object() || value.tag == NATIVE || value.tag == crate::value::LIGHT;
    if has_address && value.payload != 0 {
        format!("{:#x}", value.payload)
    } else {
        "(nil)".to_owned()
    }
}
