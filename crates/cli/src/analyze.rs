//! `yeojido analyze …`: the arguments of every analysis, and the question that they and a file make together.
//!
//! What is given as an argument stands in place of the file's key; what neither says is the question's own default.

use std::path::{Path, PathBuf};

use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use serde::Serialize;
use serde_json::{Map, Value, json};
use yeojido_app::command::Command;
use yeojido_app::measure::{Kind, Question};
use yeojido_domain::Span;

use crate::args::JsonOnly;
use crate::output;

/// What every analysis takes.
#[derive(Debug, ClapArgs)]
pub struct Common {
    /// The question as a file; other arguments stand in place of its keys. `-` reads it from stdin
    #[arg(long, value_name = "Q.json")]
    spec: Option<PathBuf>,
    /// First day
    #[arg(long, value_name = "D")]
    from: Option<String>,
    /// Last day, included
    #[arg(long, value_name = "D")]
    to: Option<String>,
    /// Whom it is about: a JSON list of predicates, as `yeojido map --where`
    #[arg(long = "where", value_name = "JSON")]
    filter: Option<String>,
    /// Always json
    #[arg(long, default_value = "json")]
    format: JsonOnly,
}

/// `yeojido analyze …`
#[derive(Debug, Subcommand)]
pub enum AnalyzeVerb {
    /// Which event follows which, how often and how soon
    Transitions(Common),
    /// The ways that customers take
    Variants(ListArgs),
    /// Visits, cut by silence
    Sessions {
        /// Silence longer than this ends a session: 30m unless told
        #[arg(long)]
        gap: Option<Span>,
        #[command(flatten)]
        common: Common,
    },
    /// How many come from step to step, and where they stop
    Funnel {
        /// A step by the name of its event, in order
        #[arg(long = "step", value_name = "E", required_unless_present = "spec", conflicts_with = "spec")]
        steps: Vec<String>,
        /// At most so long after the first step: 14d unless told
        #[arg(long)]
        window: Option<Span>,
        #[command(flatten)]
        common: Common,
    },
    /// Through which events customers go, step by step
    Paths(Box<PathsArgs>),
    /// Who comes back, by when they began
    Retention(Box<RetentionArgs>),
    /// On how many days, weeks or months customers are active
    Stickiness(ActivityArgs),
    /// How many are new, return, come back after a pause, or fall silent
    Lifecycle(ActivityArgs),
    /// How often one event comes at any time after another
    Follows(ListArgs),
    /// What customers do again, at once or after something else
    Rework(Common),
    /// Which event is the first, second, third … of a history
    Steps {
        /// How many places: 10 unless told
        #[arg(long)]
        steps: Option<usize>,
        #[command(flatten)]
        common: Common,
    },
    /// To which channels conversions are owed, by six models
    Attribution(Box<AttributionArgs>),
    /// Which walks follow a journey as it is meant, and where the others leave it
    Conformance {
        /// Which journey
        #[arg(required_unless_present = "spec")]
        journey: Option<String>,
        #[command(flatten)]
        common: Common,
    },
    /// How long from stage to stage of a journey, and the slowest walks
    Times {
        /// Which journey
        #[arg(required_unless_present = "spec")]
        journey: Option<String>,
        /// How many of the slowest walks: 10 unless told
        #[arg(long)]
        slowest: Option<usize>,
        #[command(flatten)]
        common: Common,
    },
}

/// Days, weeks that begin on Monday, or months.
#[derive(Debug, Clone, Copy, ValueEnum, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum GrainArg {
    /// Days
    Day,
    /// Weeks
    Week,
    /// Months
    Month,
}

/// What one path is taken from.
#[derive(Debug, Clone, Copy, ValueEnum, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum UnitArg {
    /// All that a customer did
    Customer,
    /// Each session
    Session,
    /// Each walk through a journey
    Walk,
}

/// `yeojido analyze variants`, `yeojido analyze follows`
#[derive(Debug, ClapArgs)]
pub struct ListArgs {
    /// How many, the most frequent first; all unless told
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    #[command(flatten)]
    common: Common,
}

/// `yeojido analyze paths`
#[derive(Debug, ClapArgs)]
pub struct PathsArgs {
    /// Begin at this event
    #[arg(long, value_name = "E")]
    start: Option<String>,
    /// End at this event; alone: what led to it
    #[arg(long, value_name = "E")]
    end: Option<String>,
    /// How many steps: 5 unless told
    #[arg(long)]
    steps: Option<usize>,
    /// How many names in a step, the most frequent first: 50 unless told. The others are one node
    #[arg(long)]
    top: Option<usize>,
    /// What one path is taken from: a session unless told
    #[arg(long)]
    by: Option<UnitArg>,
    /// The journey of the walks
    #[arg(long, value_name = "ID")]
    journey: Option<String>,
    /// Silence longer than this ends a session: 30m unless told
    #[arg(long)]
    gap: Option<Span>,
    /// Keep the same event several times in a row
    #[arg(long)]
    repeats: bool,
    /// Pages that fit a pattern are one name: /product/*
    #[arg(long, value_name = "PATTERN")]
    group: Vec<String>,
    #[command(flatten)]
    common: Common,
}

/// `yeojido analyze retention`
#[derive(Debug, ClapArgs)]
pub struct RetentionArgs {
    /// How time is cut: by week unless told
    #[arg(long)]
    period: Option<GrainArg>,
    /// How many periods after the first: 12 unless told
    #[arg(long)]
    periods: Option<usize>,
    /// What puts a customer into a cohort; any event unless told
    #[arg(long, value_name = "E")]
    start: Option<String>,
    /// What counts as coming back; any event unless told
    #[arg(long, value_name = "E")]
    returning: Option<String>,
    /// Count who came back in that period or later
    #[arg(long)]
    or_after: bool,
    #[command(flatten)]
    common: Common,
}

/// `yeojido analyze stickiness`, `yeojido analyze lifecycle`
#[derive(Debug, ClapArgs)]
pub struct ActivityArgs {
    /// What active customers do; any event unless told
    #[arg(long, value_name = "E")]
    event: Option<String>,
    /// How time is cut: by week unless told
    #[arg(long)]
    period: Option<GrainArg>,
    #[command(flatten)]
    common: Common,
}

/// `yeojido analyze attribution`
#[derive(Debug, ClapArgs)]
pub struct AttributionArgs {
    /// The event that is owed
    #[arg(long, value_name = "E", required_unless_present = "spec")]
    conversion: Option<String>,
    /// The field or property whose values share it: channel unless told
    #[arg(long, value_name = "FIELD")]
    touch: Option<String>,
    /// How long before a conversion a touch counts: 30d unless told
    #[arg(long)]
    lookback: Option<Span>,
    /// After which time the weight of a touch has halved: 7d unless told
    #[arg(long)]
    half_life: Option<Span>,
    #[command(flatten)]
    common: Common,
}

/// The order that the arguments are.
pub fn command(verb: AnalyzeVerb) -> anyhow::Result<Command> {
    let (kind, common, own) = asked(verb);
    let mut question = common.spec.as_deref().map(file).transpose()?.unwrap_or_default();
    let given = json!({ "from": common.from, "to": common.to, "where": predicates(common.filter.as_deref())? });
    let given = [own, given].into_iter().filter_map(|given| match given {
        Value::Object(given) => Some(given),
        _ => None,
    });
    question.extend(given.flatten().filter(|(_, value)| !value.is_null()));
    let question = Value::Object(question);
    Question::read(kind, question.clone()).map_err(|why| output::usage("analyze", why))?;
    Ok(Command::Analyze { kind, question })
}

/// What is asked, and the keys that arguments give; those that are not given are `null`.
fn asked(verb: AnalyzeVerb) -> (Kind, Common, Value) {
    match verb {
        AnalyzeVerb::Transitions(common) => (Kind::Transitions, common, json!({})),
        AnalyzeVerb::Variants(args) => (Kind::Variants, args.common, json!({ "top": args.top })),
        AnalyzeVerb::Sessions { gap, common } => (Kind::Sessions, common, json!({ "gap": gap })),
        AnalyzeVerb::Funnel { steps, window, common } => {
            let steps: Vec<Value> = steps.iter().map(|name| json!({ "event": name })).collect();
            (Kind::Funnel, common, json!({ "steps": some(steps), "window": window }))
        }
        AnalyzeVerb::Paths(args) => {
            let own = json!({ "start": named(args.start), "end": named(args.end), "steps": args.steps, "top": args.top,
                "by": args.by, "journey": args.journey, "gap": args.gap, "repeats": args.repeats.then_some(true),
                "group": some(args.group) });
            (Kind::Paths, args.common, own)
        }
        AnalyzeVerb::Retention(args) => {
            let own = json!({ "start": named(args.start), "returning": named(args.returning), "period": args.period,
                "periods": args.periods, "returns": args.or_after.then_some("after") });
            (Kind::Retention, args.common, own)
        }
        AnalyzeVerb::Stickiness(args) => activity(Kind::Stickiness, args),
        AnalyzeVerb::Lifecycle(args) => activity(Kind::Lifecycle, args),
        AnalyzeVerb::Follows(args) => (Kind::Follows, args.common, json!({ "top": args.top })),
        AnalyzeVerb::Rework(common) => (Kind::Rework, common, json!({})),
        AnalyzeVerb::Steps { steps, common } => (Kind::Steps, common, json!({ "steps": steps })),
        AnalyzeVerb::Attribution(args) => {
            let own = json!({ "conversion": named(args.conversion), "touch": args.touch, "lookback": args.lookback,
                "half_life": args.half_life });
            (Kind::Attribution, args.common, own)
        }
        AnalyzeVerb::Conformance { journey, common } => (Kind::Conformance, common, json!({ "journey": journey })),
        AnalyzeVerb::Times { journey, slowest, common } => {
            (Kind::Times, common, json!({ "journey": journey, "slowest": slowest }))
        }
    }
}

fn activity(kind: Kind, args: ActivityArgs) -> (Kind, Common, Value) {
    (kind, args.common, json!({ "event": named(args.event), "grain": args.period }))
}

/// Events of a name.
fn named(name: Option<String>) -> Option<Value> {
    name.map(|name| json!({ "event": name }))
}

/// A list that was given.
fn some<T>(list: Vec<T>) -> Option<Vec<T>> {
    Some(list).filter(|list| !list.is_empty())
}

fn predicates(text: Option<&str>) -> anyhow::Result<Value> {
    text.map_or(Ok(Value::Null), |text| serde_json::from_str(text).map_err(|why| output::usage("--where", why)))
}

/// A question as a file; `-` is stdin.
pub fn file(file: &Path) -> anyhow::Result<Map<String, Value>> {
    let text =
        if file == Path::new("-") { std::io::read_to_string(std::io::stdin())? } else { crate::orders::text_of(file)? };
    serde_json::from_str(&text).map_err(|why| output::usage("--spec", why))
}
