//! When a cycle begins and how much each slice does.
//!
//! A cycle begins early enough to end, at the speed chosen here, when the heap has reached its goal: twice what was
//! alive, unless a parameter says otherwise. All triggers count bytes *granted*. Counting bytes in use would postpone
//! the end of a cycle for as long as sweeping on demand returns memory.

/// A parameter of `collectgarbage("param")`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Parameter {
    /// How long to wait between cycles.
    Pause,
    /// How fast to mark.
    StepMultiplier,
    /// How many bytes may be granted between two slices.
    StepSize,
    /// Kept for programs that ask; there are no minor collections.
    MinorMultiplier,
    /// Kept for programs that ask.
    MajorMinor,
    /// Kept for programs that ask.
    MinorMajor,
}

impl Parameter {
    /// Its value in a new heap.
    pub fn default(self) -> usize {
        DEFAULTS[self as usize] as usize
    }

    /// The parameter of a name.
    pub fn from_name(name: &[u8]) -> Option<Parameter> {
        Some(match name {
            b"pause" => Parameter::Pause,
            b"stepmul" => Parameter::StepMultiplier,
            b"stepsize" => Parameter::StepSize,
            b"minormul" => Parameter::MinorMultiplier,
            b"majorminor" => Parameter::MajorMinor,
            b"minormajor" => Parameter::MinorMajor,
            _ => return None,
        })
    }
}

/// The parameters' values in a new heap, as the reference implementation reports them.
const DEFAULTS: [u32; 6] = [250, 200, 9600, 20, 50, 68];

/// Live bytes below which a heap is treated as if it had so many.
const SMALLEST_LIVE: usize = 128 * 1024;

/// Bytes granted between two slices, with the default step size.
const SLICE_BYTES: usize = 8 * 1024;

/// The least and the most work of one slice of marking; the latter is about 50 us of cache misses.
const MARK_WORK: (usize, usize) = (8 * 1024, 64 * 1024);

/// The most pages, or what counts as much, that one slice sweeps.
pub(super) const SWEEP_UNITS: usize = 96;

/// The pace of the current cycle.
pub(super) struct Pacing {
    parameters: [u32; 6],
    /// What was alive after the last cycle, at least the floor.
    live: usize,
    /// Bytes between the start of this cycle and the goal.
    runway: usize,
    /// What `granted` was when the cycle began.
    cycle_start: u64,
    /// When `granted` reaches this, the next cycle begins.
    next_cycle: u64,
    /// What `granted` was at the last slice.
    last_slice: u64,
    /// Work that granted bytes demand and that has not been done; while sweeping, what [`SWEEP_UNITS`] counts.
    owed: usize,
    /// As much owed work as makes the next slice follow at once.
    most_owed: usize,
}

impl Pacing {
    /// The pace of an empty heap.
    pub(super) fn new() -> Pacing {
        let mut pacing = Pacing {
            parameters: DEFAULTS,
            live: SMALLEST_LIVE,
            runway: SMALLEST_LIVE / 2,
            cycle_start: 0,
            next_cycle: 0,
            last_slice: 0,
            owed: 0,
            most_owed: MARK_WORK.1,
        };
        pacing.plan(0, 0, usize::MAX);
        pacing
    }

    /// A parameter's value; sets it if there is a new one.
    pub(super) fn parameter(&mut self, parameter: Parameter, value: Option<usize>) -> usize {
        let slot = &mut self.parameters[parameter as usize];
        let previous = *slot as usize;
        if let Some(value) = value {
            *slot = value.min(1_000_000) as u32;
        }
        previous
    }

    /// A parameter's share of its default, in per cent, within what keeps the arithmetic sensible.
    fn share(&self, parameter: Parameter) -> usize {
        let index = parameter as usize;
        (self.parameters[index] * 100 / DEFAULTS[index]).clamp(10, 4000) as usize
    }

    /// Bytes to grant before the next slice of a cycle.
    pub(super) fn slice_bytes(&self) -> u64 {
        (SLICE_BYTES * self.share(Parameter::StepSize) / 100) as u64
    }

    pub(super) fn begin_cycle(&mut self, granted: u64) {
        self.cycle_start = granted;
        self.last_slice = granted;
        self.owed = 0;
        self.most_owed = MARK_WORK.1;
    }

    /// What the marking did not do is not done any more.
    pub(super) fn begin_sweep(&mut self) {
        self.owed = 0;
        self.most_owed = SWEEP_UNITS;
    }

    /// Bytes granted since the last slice of this cycle.
    pub(super) fn granted_since(&self, granted: u64) -> usize {
        (granted - self.last_slice) as usize
    }

    /// Adds the bytes granted since the last slice to what is owed; returns the work of this slice.
    pub(super) fn mark_budget(&mut self, granted: u64) -> usize {
        let since = self.granted_since(granted);
        self.last_slice = granted;
        // In sixteenths of a unit of work per byte: 1.1 times what is alive during 0.8 of the runway, at least 1.5.
        let usual = (self.live * 22 / self.runway.max(1)).max(24);
        let rate = usual * self.share(Parameter::StepMultiplier) / 100;
        self.owed = self.owed.saturating_add(since.saturating_mul(rate) / 16);
        self.owed.clamp(MARK_WORK.0, MARK_WORK.1)
    }

    /// Subtracts finished marking from what is owed.
    pub(super) fn work_done(&mut self, work: usize) {
        self.owed = self.owed.saturating_sub(work);
    }

    /// Whether so much is owed that the next slice should follow at once.
    pub(super) fn is_behind(&self) -> bool {
        self.owed >= self.most_owed
    }

    /// Makes the next slice as large as if so many bytes had been granted.
    pub(super) fn pretend_granted(&mut self, bytes: u64) {
        self.last_slice = self.last_slice.saturating_sub(bytes);
    }

    /// How many of `total` pages this slice sweeps.
    pub(super) fn sweep_budget(&mut self, granted: u64, total: usize) -> usize {
        let since = self.granted_since(granted);
        self.last_slice = granted;
        let share = total.saturating_mul(8).saturating_mul(since) / self.runway.max(1);
        self.owed = self.owed.saturating_add(share + 1);
        let units = self.owed.min(SWEEP_UNITS);
        self.owed -= units;
        units
    }

    /// Plans the next cycle.
    pub(super) fn plan(&mut self, in_use: usize, granted: u64, limit: usize) {
        let during = (granted - self.cycle_start) as usize;
        let floor = SMALLEST_LIVE.min(limit / 4).max(4096);
        self.live = in_use.saturating_sub(during).max(floor);
        let goal = (self.live / 100).saturating_mul(2 * self.share(Parameter::Pause)).min(limit);
        let wait = (goal.saturating_sub(in_use) / 2).max(self.live / 10);
        let start = in_use + wait;
        self.runway = goal.max(start + self.live / 5) - start;
        self.next_cycle = granted + wait as u64;
    }

    /// What `granted` must reach before the next cycle begins.
    pub(super) fn next_cycle(&self) -> u64 {
        self.next_cycle
    }
}
