//! Runs a compiled pattern over a subject, by backtracking.
//!
//! Invariants:
//! - `run` calls itself only where a repetition may have to be taken back, at most
//!   [`MAX_DEPTH`] deep, so the native stack is bounded.
//! - Depth counts what the reference counts: each capture and each repetition that took
//!   something is one level, even where no call is needed here.
//! - Steps are collected in `pending` and paid at each instruction once they are many.

use super::captures::Captures;
use super::instruction::{Class, Follow, Instruction, Program};
use super::scan::{WINDOW, find_follow, find_follow_back, run_length};
use super::{MAX_DEPTH, MatchError, PatternError};
use crate::text::Meter;
use std::ops::Range;

/// The steps after which the meter is asked.
const BATCH: usize = 512;

/// Where an attempt ended, in one register: an end in the subject or one of two marks above all ends.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Outcome(usize);

impl Outcome {
    /// The attempt failed; the caller may try another.
    const NO_MATCH: Outcome = Outcome(usize::MAX);
    /// The whole match failed; the reason is in `failure`.
    const FAILED: Outcome = Outcome(usize::MAX - 1);
}

/// How far an attempt has come.
struct Place {
    /// The next instruction.
    pc: usize,
    /// The next byte of the subject.
    at: usize,
    /// The attempts open around this one, as the reference counts them.
    depth: u32,
}

/// One search over one subject.
pub(super) struct Matcher<'a, M> {
    subject: &'a [u8],
    program: &'a Program,
    captures: &'a mut Captures,
    meter: &'a mut M,
    /// Steps taken and not yet paid for.
    pending: usize,
    /// The pattern's fault, if the outcome is a failure and not the end of the budget.
    failure: Option<PatternError>,
}

impl<'a, M: Meter> Matcher<'a, M> {
    /// A matcher that has done nothing yet.
    #[inline]
    pub(super) fn new(
        subject: &'a [u8],
        program: &'a Program,
        captures: &'a mut Captures,
        meter: &'a mut M,
    ) -> Self {
        Matcher { subject, program, captures, meter, pending: 0, failure: None }
    }

    /// Finds the first match at or after `from` that does not end at `last_end`.
    pub(super) fn search(
        &mut self,
        from: usize,
        last_end: Option<usize>,
    ) -> Result<Option<Range<usize>>, MatchError> {
        let is_anchored = self.program.anchored;
        let mut start = from;
        if let (false, Some(class)) = (is_anchored, self.program.run) {
            return self.search_run(class, from);
        }
        loop {
            if !is_anchored {
                let Some(candidate) = self.candidate(start) else { return Err(self.reason()) };
                start = candidate;
            }
            match self.run(0, start, 1) {
                Outcome::FAILED => return Err(self.reason()),
                Outcome(end) if end <= self.subject.len() && last_end != Some(end) => {
                    return self.finish(start, end).map(Some);
                }
                _ if is_anchored || start >= self.subject.len() => {
                    self.meter.charge(self.pending as u64)?;
                    return Ok(None);
                }
                Outcome::NO_MATCH => match self.next_start(start) {
                    Some(next) => start = next,
                    None => return Err(self.reason()),
                },
                _ => start += 1,
            }
        }
    }

    /// The next position worth an attempt after one that failed.
    #[inline]
    fn next_start(&mut self, start: usize) -> Option<usize> {
        let Some(class) = self.program.leading_run else { return Some(start + 1) };
        Some(start + self.span(class, start)?.max(1))
    }

    /// Finds the first run of a class. It has a byte, so it cannot end where the match before it did.
    #[inline]
    fn search_run(
        &mut self,
        class: Class,
        from: usize,
    ) -> Result<Option<Range<usize>>, MatchError> {
        let found = self.candidate(from).and_then(|start| Some((start, self.span(class, start)?)));
        match found {
            None => Err(self.reason()),
            Some((_, 0)) => Ok(self.meter.charge(self.pending as u64).map(|()| None)?),
            Some((start, len)) => self.finish(start, start + len).map(Some),
        }
    }

    /// Finds the end of the match at `at`.
    pub(super) fn match_at(&mut self, at: usize) -> Result<Option<usize>, MatchError> {
        match self.run(0, at, 1) {
            Outcome::FAILED => Err(self.reason()),
            Outcome::NO_MATCH => Ok(self.meter.charge(self.pending as u64).map(|()| None)?),
            Outcome(end) => self.finish(at, end).map(|whole| Some(whole.end)),
        }
    }

    /// Why the whole match failed.
    #[cold]
    fn reason(&self) -> MatchError {
        self.failure.map_or(MatchError::Stopped, MatchError::Pattern)
    }

    /// Notes the match for whoever asks for its captures.
    #[inline]
    fn finish(&mut self, start: usize, end: usize) -> Result<Range<usize>, MatchError> {
        self.captures.whole = (start, end);
        self.captures.shape = self.program.shape;
        self.meter.charge(self.pending as u64)?;
        Ok(start..end)
    }

    /// The first position at or after `from` where a match can start; the end of the subject always is one.
    #[inline]
    fn candidate(&mut self, from: usize) -> Option<usize> {
        let follow = self.program.start;
        let mut at = from;
        loop {
            let window = self.window(at);
            let skipped = find_follow(self.program, follow, window);
            at += skipped;
            self.pending += skipped;
            if skipped < window.len() || at >= self.subject.len() {
                return Some(at);
            }
            if !self.pay() {
                return None;
            }
        }
    }

    /// The next bytes to look at before the meter is asked again.
    #[inline(always)]
    fn window(&self, at: usize) -> &'a [u8] {
        let rest = self.subject.get(at..).unwrap_or_default();
        rest.get(..WINDOW).unwrap_or(rest)
    }

    /// Pays for the steps taken; false when nothing is left, which ends the whole match.
    #[inline(never)]
    fn pay(&mut self) -> bool {
        let steps = std::mem::take(&mut self.pending);
        self.meter.charge(steps as u64).is_ok()
    }

    /// Ends the whole match because the pattern is at fault.
    #[cold]
    fn refuse(&mut self, error: PatternError) -> Outcome {
        self.failure = Some(error);
        Outcome::FAILED
    }

    /// The number of bytes from `at` on that belong to the class; nothing when the budget ended.
    #[inline(always)]
    fn span(&mut self, class: Class, at: usize) -> Option<usize> {
        // The whole rest is one step, however long it is.
        if class == Class::Any {
            return Some(self.subject.len() - at);
        }
        let mut end = at;
        loop {
            let window = self.window(end);
            let count = run_length(self.program, class, window);
            end += count;
            self.pending += count;
            if count < WINDOW {
                return Some(end - at);
            }
            if !self.pay() {
                return None;
            }
        }
    }

    /// Whether the byte at `at` exists and belongs to the class.
    #[inline(always)]
    fn is_in(&self, class: Class, at: usize) -> bool {
        let Some(&byte) = self.subject.get(at) else { return false };
        match class {
            Class::Byte(wanted) => byte == wanted,
            Class::Not(unwanted) => byte != unwanted,
            Class::Any => true,
            Class::Set(index) => self.program.set(index).contains(byte),
        }
    }

    /// Matches the instructions from `pc` on at `at`.
    fn run(&mut self, pc: usize, at: usize, depth: u32) -> Outcome {
        let mut place = Place { pc, at, depth };
        loop {
            if place.depth > MAX_DEPTH {
                return self.refuse(PatternError::TooComplex);
            }
            self.pending += 1;
            if self.pending >= BATCH && !self.pay() {
                return Outcome::FAILED;
            }
            let Some(instruction) = self.program.code.get(place.pc) else {
                return Outcome::NO_MATCH;
            };
            place.pc += 1;
            if let Some(outcome) = self.step(instruction, &mut place) {
                return outcome;
            }
        }
    }

    /// Matches one instruction and moves on, or returns how the attempt ended.
    ///
    /// Inlined into its only caller so that the place stays in registers.
    #[inline(always)]
    fn step(&mut self, instruction: &'a Instruction, place: &mut Place) -> Option<Outcome> {
        let at = place.at;
        match *instruction {
            Instruction::Byte(byte) if self.subject.get(at) == Some(&byte) => place.at += 1,
            Instruction::Any if at < self.subject.len() => place.at += 1,
            Instruction::Single(class) if self.is_in(class, at) => place.at += 1,
            Instruction::Greedy { class, min, follow } => {
                let Some(count) = self.span(class, at) else { return Some(Outcome::FAILED) };
                if count == 0 {
                    return (min > 0).then_some(Outcome::NO_MATCH);
                }
                place.depth += 1;
                if follow != Follow::Decided {
                    let low = at + usize::from(min);
                    return Some(self.take_back(place, low, at + count, follow));
                }
                place.at += count;
            }
            // A class that cannot take anything is passed over, without a level of its own.
            Instruction::Lazy { class, .. } | Instruction::Optional { class, .. }
                if !self.is_in(class, at) => {}
            Instruction::Lazy { class, follow } => {
                place.depth += 1;
                if follow != Follow::Decided {
                    return Some(self.take_more(place, class, follow));
                }
            }
            Instruction::Optional { follow: Follow::Decided, .. } => {
                place.depth += 1;
                place.at += 1;
            }
            Instruction::Optional { .. } => {
                let outcome = self.run(place.pc, at + 1, place.depth + 1);
                return (outcome != Outcome::NO_MATCH).then_some(outcome);
            }
            Instruction::Open(index) => {
                self.captures.spans[usize::from(index)].0 = at;
                place.depth += 1;
            }
            Instruction::Close(index) => {
                self.captures.spans[usize::from(index)].1 = at;
                place.depth += 1;
            }
            Instruction::Position(index) => {
                self.captures.spans[usize::from(index)] = (at, at);
                place.depth += 1;
            }
            Instruction::Accept => return Some(Outcome(at)),
            Instruction::AcceptAtEnd if at == self.subject.len() => return Some(Outcome(at)),
            Instruction::Refuse(error) => return Some(self.refuse(error)),
            _ => match self.rare(instruction, at) {
                Outcome(next) if next <= self.subject.len() => place.at = next,
                outcome => return Some(outcome),
            },
        }
        None
    }

    /// The instructions that are seldom used, and the common ones that did not match.
    fn rare(&mut self, instruction: &Instruction, at: usize) -> Outcome {
        let rest = self.subject.get(at..).unwrap_or_default();
        let end = match *instruction {
            Instruction::Literal { start, len } => {
                let (start, len) = (start as usize, len as usize);
                let literal = self.program.literals.get(start..start + len).unwrap_or_default();
                self.pending += len >> 4;
                rest.starts_with(literal).then_some(at + len)
            }
            Instruction::BackReference(index) => {
                let (start, end) = self.captures.spans[usize::from(index)];
                let text = self.subject.get(start..end).unwrap_or_default();
                self.pending += text.len() >> 4;
                rest.starts_with(text).then_some(at + text.len())
            }
            Instruction::Frontier(index) => {
                let set = self.program.set(index);
                let before = at.checked_sub(1).and_then(|index| self.subject.get(index));
                let was_inside = set.contains(before.copied().unwrap_or(0));
                let is_inside = set.contains(rest.first().copied().unwrap_or(0));
                (!was_inside && is_inside).then_some(at)
            }
            Instruction::Balanced { open, close } => return self.balanced(at, open, close),
            _ => None,
        };
        end.map_or(Outcome::NO_MATCH, Outcome)
    }

    /// The end of the text from `at` that opens and closes evenly.
    fn balanced(&mut self, at: usize, open: u8, close: u8) -> Outcome {
        if self.subject.get(at) != Some(&open) {
            return Outcome::NO_MATCH;
        }
        let mut nesting = 1_usize;
        let mut start = at + 1;
        loop {
            let window = self.window(start);
            for (index, &byte) in window.iter().enumerate() {
                // The closing delimiter comes first: it may be the same as the opening one.
                if byte == close {
                    nesting -= 1;
                    if nesting == 0 {
                        self.pending += index;
                        return Outcome(start + index + 1);
                    }
                } else if byte == open {
                    nesting += 1;
                }
            }
            start += window.len();
            self.pending += window.len();
            if window.len() < WINDOW {
                return Outcome::NO_MATCH;
            }
            if !self.pay() {
                return Outcome::FAILED;
            }
        }
    }

    /// Tries the rest at the longest run first, then shorter ones down to `low`.
    fn take_back(&mut self, place: &Place, low: usize, high: usize, follow: Follow) -> Outcome {
        let &Place { pc, depth, .. } = place;
        let mut at = high;
        if high == self.subject.len() {
            // A hint says nothing about the end of the subject.
            let outcome = self.run(pc, at, depth);
            if outcome != Outcome::NO_MATCH || at == low {
                return outcome;
            }
            at -= 1;
        }
        loop {
            // Both ends are inside the subject: `low <= at < len`.
            let bottom = low.max((at + 1).saturating_sub(WINDOW));
            let window = self.subject.get(bottom..=at).unwrap_or_default();
            let kept = find_follow_back(self.program, follow, window);
            self.pending += window.len() - kept;
            if kept > 0 {
                at = bottom + kept - 1;
                let outcome = self.run(pc, at, depth);
                if outcome != Outcome::NO_MATCH {
                    return outcome;
                }
            } else {
                at = bottom;
                if !self.pay() {
                    return Outcome::FAILED;
                }
            }
            if at <= low {
                return Outcome::NO_MATCH;
            }
            at -= 1;
        }
    }

    /// Tries the rest here, then after one more byte of the class, and so on.
    fn take_more(&mut self, place: &Place, class: Class, follow: Follow) -> Outcome {
        let &Place { pc, mut at, depth } = place;
        loop {
            let window = self.window(at);
            let skipped = find_follow(self.program, follow, window);
            if run_length(self.program, class, &window[..skipped]) < skipped {
                return Outcome::NO_MATCH;
            }
            at += skipped;
            self.pending += skipped;
            // The window was all class and no follow: pay, then look at the next one.
            if skipped == WINDOW {
                if !self.pay() {
                    return Outcome::FAILED;
                }
                continue;
            }
            // The end of the subject is always tried: a hint says nothing about it.
            let outcome = self.run(pc, at, depth);
            if outcome != Outcome::NO_MATCH {
                return outcome;
            }
            if !self.is_in(class, at) {
                return Outcome::NO_MATCH;
            }
            at += 1;
        }
    }
}
