//! `yeojido analyze …`: the arguments of every analysis, and the order that each becomes.

use std::path::{Path, PathBuf};

use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use yeojido_app::command::Command;
use yeojido_domain::{Period, Span, Zone};
use yeojido_journey::attribution::AttributionSpec;
use yeojido_journey::funnel::FunnelSpec;
use yeojido_journey::paths::{PathsSpec, Unit};
use yeojido_journey::retention::{ActivitySpec, RetentionSpec, Returns};
use yeojido_journey::{EventPattern, Grain};

use crate::args::JsonOnly;
use crate::output;

/// `yeojido analyze …`
#[derive(Debug, Subcommand)]
pub enum AnalyzeVerb {
    /// Which event follows which, how often and how soon
    Transitions {
        /// Always json
        #[arg(long, default_value = "json")]
        format: JsonOnly,
    },
    /// The ways that customers take
    Variants {
        /// How many, the most frequent first; all unless told
        #[arg(long, value_name = "N")]
        top: Option<usize>,
        /// Always json
        #[arg(long, default_value = "json")]
        format: JsonOnly,
    },
    /// Visits, cut by silence
    Sessions {
        /// Silence longer than this ends a session
        #[arg(long, default_value = "30m")]
        gap: Span,
        /// Always json
        #[arg(long, default_value = "json")]
        format: JsonOnly,
    },
    /// How many come from step to step, and where they stop
    Funnel {
        /// The funnel as a file; `-` reads it from stdin
        #[arg(long, value_name = "F.json", required_unless_present = "steps")]
        spec: Option<PathBuf>,
        /// A step by the name of its event, in order, in place of a file
        #[arg(long = "step", value_name = "E", conflicts_with = "spec")]
        steps: Vec<String>,
        /// At most so long after the first step, in place of the file's
        #[arg(long)]
        window: Option<Span>,
        /// Always json
        #[arg(long, default_value = "json")]
        format: JsonOnly,
    },
    /// Through which events customers go, step by step
    Paths(Box<PathsArgs>),
    /// Who comes back, by when they began
    Retention(RetentionArgs),
    /// On how many days, weeks or months customers are active
    Stickiness(ActivityArgs),
    /// How many are new, return, come back after a pause, or fall silent
    Lifecycle(ActivityArgs),
    /// How often one event comes at any time after another
    Follows {
        /// How many, the most frequent first; all unless told
        #[arg(long, value_name = "N")]
        top: Option<usize>,
        /// Always json
        #[arg(long, default_value = "json")]
        format: JsonOnly,
    },
    /// What customers do again, at once or after something else
    Rework {
        /// Always json
        #[arg(long, default_value = "json")]
        format: JsonOnly,
    },
    /// Which event is the first, second, third … of a history
    Steps {
        /// How many places
        #[arg(long, default_value_t = 10)]
        steps: usize,
        /// Always json
        #[arg(long, default_value = "json")]
        format: JsonOnly,
    },
    /// To which channels conversions are owed, by six models
    Attribution(AttributionArgs),
    /// Which walks follow a journey as it is meant, and where the others leave it
    Conformance {
        /// Which journey
        journey: String,
        /// Always json
        #[arg(long, default_value = "json")]
        format: JsonOnly,
    },
    /// How long from stage to stage of a journey, and the slowest walks
    Times {
        /// Which journey
        journey: String,
        /// How many of the slowest walks
        #[arg(long, default_value_t = 10)]
        slowest: usize,
        /// Always json
        #[arg(long, default_value = "json")]
        format: JsonOnly,
    },
}

/// Days, weeks that begin on Monday, or months.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum GrainArg {
    /// Days
    Day,
    /// Weeks
    Week,
    /// Months
    Month,
}

impl From<GrainArg> for Grain {
    fn from(grain: GrainArg) -> Self {
        match grain {
            GrainArg::Day => Self::Day,
            GrainArg::Week => Self::Week,
            GrainArg::Month => Self::Month,
        }
    }
}

/// What one path is taken from.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum UnitArg {
    /// All that a customer did
    Customer,
    /// Each session
    Session,
    /// Each walk through a journey
    Walk,
}

/// `yeojido analyze paths`
#[derive(Debug, ClapArgs)]
pub struct PathsArgs {
    /// Paths as a file, in place of the other arguments; `-` reads it from stdin
    #[arg(long, value_name = "P.json")]
    spec: Option<PathBuf>,
    /// Begin at this event
    #[arg(long, value_name = "E")]
    start: Option<String>,
    /// End at this event; alone: what led to it
    #[arg(long, value_name = "E")]
    end: Option<String>,
    /// How many steps
    #[arg(long, default_value_t = 5)]
    steps: usize,
    /// How many names in a step, the most frequent first; the others are one node
    #[arg(long, default_value_t = 50)]
    top: usize,
    /// What one path is taken from
    #[arg(long, default_value = "session")]
    by: UnitArg,
    /// The journey of the walks
    #[arg(long, value_name = "ID")]
    journey: Option<String>,
    /// Silence longer than this ends a session
    #[arg(long, default_value = "30m")]
    gap: Span,
    /// Keep the same event several times in a row
    #[arg(long)]
    repeats: bool,
    /// Pages that fit a pattern are one name: /product/*
    #[arg(long, value_name = "PATTERN")]
    group: Vec<String>,
    /// First day on which paths begin
    #[arg(long, value_name = "D")]
    from: Option<String>,
    /// Last day, included
    #[arg(long, value_name = "D")]
    to: Option<String>,
    /// Always json
    #[arg(long, default_value = "json")]
    format: JsonOnly,
}

/// `yeojido analyze retention`
#[derive(Debug, ClapArgs)]
pub struct RetentionArgs {
    /// The table as a file, in place of the other arguments; `-` reads it from stdin
    #[arg(long, value_name = "R.json")]
    spec: Option<PathBuf>,
    /// How time is cut
    #[arg(long, default_value = "week")]
    period: GrainArg,
    /// How many periods after the first
    #[arg(long, default_value_t = 12)]
    periods: usize,
    /// What puts a customer into a cohort; any event unless told
    #[arg(long, value_name = "E")]
    start: Option<String>,
    /// What counts as coming back; any event unless told
    #[arg(long, value_name = "E")]
    returning: Option<String>,
    /// Count who came back in that period or later
    #[arg(long)]
    or_after: bool,
    /// First day of the cohorts
    #[arg(long, value_name = "D")]
    from: Option<String>,
    /// Last day, included
    #[arg(long, value_name = "D")]
    to: Option<String>,
    /// Always json
    #[arg(long, default_value = "json")]
    format: JsonOnly,
}

/// `yeojido analyze stickiness`, `yeojido analyze lifecycle`
#[derive(Debug, ClapArgs)]
pub struct ActivityArgs {
    /// What active customers do; any event unless told
    #[arg(long, value_name = "E")]
    event: Option<String>,
    /// How time is cut
    #[arg(long, default_value = "week")]
    period: GrainArg,
    /// First day looked at
    #[arg(long, value_name = "D")]
    from: Option<String>,
    /// Last day, included
    #[arg(long, value_name = "D")]
    to: Option<String>,
    /// Always json
    #[arg(long, default_value = "json")]
    format: JsonOnly,
}

/// `yeojido analyze attribution`
#[derive(Debug, ClapArgs)]
pub struct AttributionArgs {
    /// The question as a file, in place of the other arguments; `-` reads it from stdin
    #[arg(long, value_name = "A.json", required_unless_present = "conversion")]
    spec: Option<PathBuf>,
    /// The event that is owed
    #[arg(long, value_name = "E", conflicts_with = "spec")]
    conversion: Option<String>,
    /// The field or property whose values share it
    #[arg(long, default_value = "channel", value_name = "FIELD")]
    touch: String,
    /// How long before a conversion a touch counts
    #[arg(long, default_value = "30d")]
    lookback: Span,
    /// After which time the weight of a touch has halved
    #[arg(long, default_value = "7d")]
    half_life: Span,
    /// First day of the conversions
    #[arg(long, value_name = "D")]
    from: Option<String>,
    /// Last day, included
    #[arg(long, value_name = "D")]
    to: Option<String>,
    /// Always json
    #[arg(long, default_value = "json")]
    format: JsonOnly,
}

/// The order that the arguments are.
pub fn command(verb: AnalyzeVerb) -> anyhow::Result<Command> {
    Ok(match verb {
        AnalyzeVerb::Transitions { .. } => Command::Transitions,
        AnalyzeVerb::Variants { top, .. } => Command::Variants { top },
        AnalyzeVerb::Sessions { gap, .. } => Command::Sessions { gap },
        AnalyzeVerb::Funnel { spec, steps, window, .. } => funnel(spec, &steps, window)?,
        AnalyzeVerb::Paths(args) => paths(*args)?,
        AnalyzeVerb::Retention(args) => Command::Retention { spec: Box::new(retention(args)?) },
        AnalyzeVerb::Stickiness(args) => Command::Stickiness { spec: activity(args)? },
        AnalyzeVerb::Lifecycle(args) => Command::Lifecycle { spec: activity(args)? },
        AnalyzeVerb::Follows { top, .. } => Command::Follows { top },
        AnalyzeVerb::Rework { .. } => Command::Rework,
        AnalyzeVerb::Steps { steps, .. } => Command::Steps { steps },
        AnalyzeVerb::Attribution(args) => Command::Attribution { spec: Box::new(attribution(args)?) },
        AnalyzeVerb::Conformance { journey, .. } => Command::Conformance { journey },
        AnalyzeVerb::Times { journey, slowest, .. } => Command::Times { journey, slowest },
    })
}

fn funnel(file: Option<PathBuf>, steps: &[String], window: Option<Span>) -> anyhow::Result<Command> {
    let mut spec = match file {
        Some(file) => question(&file)?,
        None => FunnelSpec::of(&steps.iter().map(String::as_str).collect::<Vec<_>>()),
    };
    spec.window = window.or(spec.window);
    spec.check().map_err(|why| output::usage("--spec", why))?;
    days(spec.from.as_deref(), spec.to.as_deref())?;
    Ok(Command::Funnel { spec: Box::new(spec) })
}

fn paths(args: PathsArgs) -> anyhow::Result<Command> {
    let named = |name: &Option<String>| name.as_deref().map(EventPattern::named);
    let spec = match args.spec {
        Some(file) => question(&file)?,
        None => PathsSpec {
            start: named(&args.start),
            end: named(&args.end),
            steps: args.steps,
            top: args.top,
            by: match args.by {
                UnitArg::Customer => Unit::Customer,
                UnitArg::Session => Unit::Session,
                UnitArg::Walk => Unit::Walk,
            },
            journey: args.journey,
            gap: args.gap,
            repeats: args.repeats,
            group: args.group,
            from: args.from,
            to: args.to,
            zone: None,
        },
    };
    spec.check().map_err(|why| output::usage("paths", why))?;
    days(spec.from.as_deref(), spec.to.as_deref())?;
    Ok(Command::Paths { spec: Box::new(spec) })
}

fn retention(args: RetentionArgs) -> anyhow::Result<RetentionSpec> {
    let named = |name: Option<String>| name.as_deref().map(EventPattern::named).unwrap_or_default();
    let spec = match args.spec {
        Some(file) => question(&file)?,
        None => RetentionSpec {
            start: named(args.start),
            returning: named(args.returning),
            period: args.period.into(),
            periods: args.periods,
            returns: if args.or_after { Returns::After } else { Returns::On },
            from: args.from,
            to: args.to,
            zone: None,
        },
    };
    days(spec.from.as_deref(), spec.to.as_deref())?;
    Ok(spec)
}

fn attribution(args: AttributionArgs) -> anyhow::Result<AttributionSpec> {
    let spec = match args.spec {
        Some(file) => question(&file)?,
        None => AttributionSpec {
            touch: args.touch,
            lookback: args.lookback,
            half_life: args.half_life,
            from: args.from,
            to: args.to,
            ..AttributionSpec::of(&args.conversion.unwrap_or_default())
        },
    };
    spec.check().map_err(|why| output::usage("attribution", why))?;
    days(spec.from.as_deref(), spec.to.as_deref())?;
    Ok(spec)
}

fn activity(args: ActivityArgs) -> anyhow::Result<ActivitySpec> {
    days(args.from.as_deref(), args.to.as_deref())?;
    Ok(ActivitySpec {
        event: args.event.as_deref().map(EventPattern::named).unwrap_or_default(),
        grain: args.period.into(),
        from: args.from,
        to: args.to,
        zone: None,
    })
}

/// Two days that are none, or that stand in the wrong order, are wrong usage.
fn days(from: Option<&str>, to: Option<&str>) -> anyhow::Result<()> {
    Period::parse(from, to, Zone::utc()).map(drop).map_err(|why| output::usage("from, to", why))
}

/// A question as a file; `-` is stdin.
fn question<T: serde::de::DeserializeOwned>(file: &Path) -> anyhow::Result<T> {
    let text =
        if file == Path::new("-") { std::io::read_to_string(std::io::stdin())? } else { crate::orders::text_of(file)? };
    serde_json::from_str(&text).map_err(|why| output::usage("--spec", why))
}
