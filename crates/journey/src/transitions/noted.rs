//! Steps that are only noted, by the event that they leave, and brought together when somebody asks: a sum for each pair of
//! two thousand names would be looked up somewhere else in memory at every event.

use yeojido_domain::Span;

/// Steps that are kept together: so many that few are in vain, and none are moved when there are more.
const CHUNK: usize = 256;

/// One step from an event to the next.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    pub to: u32,
    /// The number of the person who took it, so that each counts once.
    pub person: u32,
    pub wait: Span,
}

/// All steps from one event, those of a person together.
#[derive(Debug, Clone, Default)]
pub(super) struct After {
    /// What is to be added to the numbers of persons, and the steps.
    chunks: Vec<(u32, Vec<Step>)>,
}

impl After {
    pub(super) fn push(&mut self, step: Step) {
        match self.chunks.last_mut() {
            Some((0, last)) if last.len() < last.capacity().max(CHUNK) => last.push(step),
            _ => {
                // A few steps are kept in a little memory.
                let room = if self.chunks.is_empty() { 4 } else { CHUNK };
                let mut chunk = Vec::with_capacity(room);
                chunk.push(step);
                self.chunks.push((0, chunk));
            }
        }
    }

    /// Adds steps of other persons, who come after so many.
    pub(super) fn append(&mut self, more: Self, persons: u32) {
        self.chunks.extend(more.chunks.into_iter().map(|(before, steps)| (before + persons, steps)));
    }

    pub(super) fn len(&self) -> usize {
        self.chunks.iter().map(|(_, steps)| steps.len()).sum()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Step> {
        self.chunks
            .iter()
            .flat_map(|(before, steps)| steps.iter().map(move |step| Step { person: step.person + before, ..*step }))
    }
}

/// Memory to put steps in order, for one event after another.
#[derive(Debug, Default)]
pub(super) struct Order {
    ends: Vec<u32>,
    steps: Vec<Step>,
    waits: Vec<Span>,
}

impl Order {
    /// Tells of every event that follows: how many persons went there, and how long each time.
    pub(super) fn each(&mut self, after: &After, mut tell: impl FnMut(u32, u64, &mut [Span])) {
        self.sort(after);
        for steps in self.steps.chunk_by(|a, b| a.to == b.to) {
            let persons = steps.chunk_by(|a, b| a.person == b.person).count() as u64;
            self.waits.clear();
            self.waits.extend(steps.iter().map(|step| step.wait));
            tell(steps[0].to, persons, &mut self.waits);
        }
    }

    /// By where they lead; those of a person stay together.
    fn sort(&mut self, after: &After) {
        self.steps.clear();
        let width = after.iter().map(|step| step.to).max().map_or(0, |most| most as usize + 1);
        if width > 4 * after.len() {
            self.steps.extend(after.iter());
            self.steps.sort_by_key(|step| step.to);
            return;
        }
        // Counted, then put where they belong: few names, many steps.
        self.ends.clear();
        self.ends.resize(width, 0);
        after.iter().for_each(|step| self.ends[step.to as usize] += 1);
        let mut before = 0;
        for end in &mut self.ends {
            before += std::mem::replace(end, before);
        }
        self.steps.resize(after.len(), Step { to: 0, person: 0, wait: Span(0) });
        for step in after.iter() {
            let place = &mut self.ends[step.to as usize];
            self.steps[*place as usize] = step;
            *place += 1;
        }
    }
}
