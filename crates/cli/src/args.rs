//! The arguments, as the contract of the command line has them. Global flags stand before or after the command.

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use yeojido_app::{AppError, Cache, DataFolder};
use yeojido_domain::WorkspaceName;
use yeojido_store::Home;

use crate::contrast::Analyzed;
use crate::output;

/// Draws the living customer journey map from what customers do and say.
#[derive(Debug, Parser)]
#[command(name = "yeojido", version, about)]
pub struct Args {
    /// Data folder, made when missing
    #[arg(long, global = true, env = "YEOJIDO_DATA", default_value = "./data", value_name = "DIR")]
    data: PathBuf,
    /// Workspace in it, made when missing
    #[arg(long, global = true, default_value = "default", value_name = "NAME")]
    workspace: String,
    /// Memory for events of questions that come again, as `4GB`; a quarter of the machine's unless told
    #[arg(long, global = true, env = "YEOJIDO_CACHE", value_name = "SIZE")]
    cache: Option<Size>,
    /// Where journeys, mappings and jobs are kept: postgres://user:password@host:5432/database; SQLite in the data folder unless told
    #[arg(long, global = true, env = "YEOJIDO_STORE", hide_env_values = true, value_name = "URL")]
    store: Option<String>,
    /// Say more on stderr
    #[arg(long, short, global = true)]
    pub verbose: bool,
    /// What to do
    #[command(subcommand)]
    pub verb: Verb,
}

/// Where to work.
#[derive(Debug)]
pub struct Place {
    /// Data folder.
    pub data: PathBuf,
    /// Workspace.
    pub workspace: WorkspaceName,
    /// Memory for events.
    pub cache: Cache,
    /// Where the stores are, if it was told.
    store: Option<Home>,
}

impl Place {
    /// Opens the data folder with its stores.
    pub async fn open(&self) -> Result<DataFolder, AppError> {
        DataFolder::open_with(&self.data, self.cache.clone(), self.store.as_ref()).await
    }
}

/// So many bytes, as people write them: `0`, `500MB`, `4GB`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size(u64);

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let unit = match &text[digits.len()..] {
            "" | "B" => 1,
            "MB" => 1_000_000,
            "GB" => 1_000_000_000,
            other => return Err(format!("`{other}` is not B, MB or GB")),
        };
        let number: u64 = digits.trim().parse().map_err(|_| format!("`{digits}` is not a whole number"))?;
        number.checked_mul(unit).map(Self).ok_or_else(|| "more than any memory".to_owned())
    }
}

impl Args {
    /// The data folder and the workspace.
    pub fn place(&self) -> anyhow::Result<Place> {
        let workspace = self.workspace.parse().map_err(|why| output::usage("--workspace", why))?;
        let cache = self.cache.map_or_else(Cache::default, |size| Cache::new(size.0));
        // Read here and not by clap, which would print the address with its password.
        let store = self.store.as_deref().filter(|text| !text.is_empty());
        let store = store.map(str::parse::<Home>).transpose().map_err(|why| output::usage("--store", why))?;
        Ok(Place { data: self.data.clone(), workspace, cache, store })
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Make the demo company if it is not there, and serve it
    Demo(DemoArgs),
    /// Serve the workspaces of the data folder
    Serve(ServeArgs),
    /// Read files of events, voices and customers
    Import(ImportArgs),
    /// Journeys as files
    #[command(subcommand)]
    Journey(JourneyVerb),
    /// Draw a map, or keep what people wrote on it as a file
    Map(MapCommand),
    /// What customers said
    #[command(subcommand)]
    Voice(VoiceVerb),
    /// Learn the models of `voice label` and `voice similar` anew, and print how well they do by set and label
    Train(TrainArgs),
    /// Analyse all events of a workspace
    #[command(subcommand)]
    Analyze(Analyzed),
    /// Say which customers are one, and take it back
    #[command(subcommand)]
    Identity(IdentityVerb),
    /// Check lake and store, and say what is wrong
    Verify,
}

/// `yeojido identity …`
#[derive(Debug, Subcommand)]
pub enum IdentityVerb {
    /// Take a customer for another from now on; nothing is lost
    Merge {
        /// Who is somebody else: a customer's id, or the id in the address of their page
        #[arg(long, value_name = "A")]
        customer: String,
        /// Who that is
        #[arg(long, value_name = "B")]
        into: String,
        /// Why
        #[arg(long)]
        reason: Option<String>,
        /// The same key again changes nothing
        #[arg(long)]
        key: Option<String>,
    },
    /// Take them for two again
    Undo {
        /// Which merge, as `list` numbers them
        #[arg(value_name = "ID")]
        id: i64,
        /// Why
        #[arg(long)]
        reason: Option<String>,
    },
    /// Who was taken for whom, by whom and why, the newest first
    List,
}

/// `yeojido demo`
#[derive(Debug, ClapArgs)]
pub struct DemoArgs {
    /// Port on this machine
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// Another seed makes another company
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Make it and end
    #[arg(long)]
    pub no_serve: bool,
    /// Read what customers said once more, closer, while nothing else is to be done (some hundred statements a second)
    #[arg(long, value_name = "BOOL", env = "YEOJIDO_LOOK_CLOSER", default_value_t = true, action = clap::ArgAction::Set)]
    pub look_closer: bool,
}

/// `yeojido serve`
#[derive(Debug, ClapArgs)]
pub struct ServeArgs {
    /// Address to listen on; only addresses of this machine, since there are no accounts
    #[arg(long, default_value = "127.0.0.1:8080")]
    pub listen: std::net::SocketAddr,
    /// Read what customers said once more, closer, while nothing else is to be done (some hundred statements a second)
    #[arg(long, value_name = "BOOL", env = "YEOJIDO_LOOK_CLOSER", default_value_t = true, action = clap::ArgAction::Set)]
    pub look_closer: bool,
}

/// What the rows of a file are.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Kind {
    /// What customers did
    Events,
    /// What customers said
    Voices,
    /// Who they are
    Customers,
}

/// `yeojido import`
#[derive(Debug, ClapArgs)]
pub struct ImportArgs {
    /// Files to read
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// What the rows are, if the guess is wrong
    #[arg(long = "as", value_name = "KIND")]
    pub kind: Option<Kind>,
    /// Mapping to use in place of a guess
    #[arg(long, value_name = "M.yaml")]
    pub mapping: Option<PathBuf>,
    /// Set one target of the guessed mapping: customer=user_id
    #[arg(long = "column", value_name = "TARGET=SOURCE")]
    pub columns: Vec<String>,
    /// Sheet of a workbook, in place of the first table and all sheets with the same columns
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// Say what would be stored, and store nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Always json
    #[arg(long, default_value = "json")]
    pub format: JsonOnly,
}

/// Results are JSON.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum JsonOnly {
    /// JSON
    Json,
}

/// `yeojido journey …`
#[derive(Debug, Subcommand)]
pub enum JourneyVerb {
    /// Propose a journey from the data, and say why
    Suggest {
        /// `yaml` gives the file alone
        #[arg(long, default_value = "json")]
        format: SuggestFormat,
    },
    /// List journeys
    List {
        /// Always json
        #[arg(long, default_value = "json")]
        format: JsonOnly,
    },
    /// Save a journey's file
    Apply {
        /// The file
        #[arg(value_name = "F.yaml")]
        file: PathBuf,
    },
    /// Print a journey's file
    Export {
        /// Which
        #[arg(value_name = "ID")]
        id: String,
    },
    /// Say what each rule catches, what no stage catches and what several catch
    Check {
        /// The file
        #[arg(value_name = "F.yaml")]
        file: PathBuf,
        /// Always json
        #[arg(long, default_value = "json")]
        format: JsonOnly,
    },
}

/// How a suggestion is printed.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum SuggestFormat {
    /// With the reasons
    Json,
    /// The journey's file alone, for `journey apply`
    Yaml,
}

/// How a map is printed.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum MapFormat {
    /// The map's file
    Json,
    /// One line a value: stage, lane, item, value, low, high, n
    Csv,
    /// A drawing whose text is text
    Svg,
    /// A picture
    Png,
    /// For a printer; text can be selected
    Pdf,
    /// A table with every quote in full
    Md,
}

/// Paper of a PDF.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum PaperArg {
    /// 420 × 297 mm, the whole map on one page
    A3,
    /// 210 × 297 mm, split between stages
    A4,
}

/// Shape of a picture.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum RatioArg {
    /// Slides, one a part when the map does not fit on one: FILE-1.png, FILE-2.png …
    #[value(name = "16:9")]
    Wide,
}

/// `yeojido map`, by itself or with a verb.
#[derive(Debug, ClapArgs)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct MapCommand {
    /// What to do with what people wrote
    #[command(subcommand)]
    pub verb: Option<MapVerb>,
    /// The map to draw
    #[command(flatten)]
    pub draw: Option<MapArgs>,
}

/// `yeojido map …`
#[derive(Debug, Subcommand)]
pub enum MapVerb {
    /// Print what people wrote on a journey's map, as it is and to be
    Export {
        /// Which journey
        #[arg(value_name = "ID")]
        id: String,
    },
    /// Write what a file says, as revisions; nothing at all if somebody wrote in its cells meanwhile
    Apply {
        /// The file
        #[arg(value_name = "F.yaml")]
        file: PathBuf,
        /// Under which name
        #[arg(long = "as", value_name = "NAME")]
        name: Option<String>,
        /// Why, for the history
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
    },
}

/// `yeojido train`
#[derive(Debug, ClapArgs)]
pub struct TrainArgs {
    /// Another seed makes slightly other weights
    #[arg(long, value_name = "N", default_value_t = crate::train::SEED)]
    pub seed: u64,
    /// Labelled statements
    #[arg(long, value_name = "DIR", default_value = "crates/text/corpus")]
    pub corpus: PathBuf,
    /// Public sets: nsmc, kote, goemotions_ko, goemotions_en, mams, question_pair
    #[arg(long, value_name = "DIR", env = "YEOJIDO_SETS", default_value = "../shared/data/text")]
    pub sets: PathBuf,
    /// Corrected statements, as `voice corrections` prints them: learnt from beside the corpus
    #[arg(long, value_name = "FILE")]
    pub corrections: Option<PathBuf>,
    /// File to write the weights to
    #[arg(short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Only score an encoder that has learnt without some writers, on those
    #[arg(long, value_name = "FILE", requires = "without")]
    pub encoder: Option<PathBuf>,
    /// Who was left out: ko-e,en-d
    #[arg(long, value_name = "WRITERS", value_delimiter = ',', requires = "encoder")]
    pub without: Vec<String>,
    /// Always json
    #[arg(long, default_value = "json")]
    pub format: JsonOnly,
}

/// `yeojido voice …`
#[derive(Debug, Subcommand)]
pub enum VoiceVerb {
    /// Say what each statement feels, wants, is about and why: lines {"id","text"} on stdin
    Label {
        /// By the linear models alone: a hundred times as fast, and less often right
        #[arg(long)]
        fast: bool,
    },
    /// Say how likely two short texts ask the same: lines {"id","a","b"} on stdin become {"id","score"}
    Similar,
    /// List what customers speak of again and again, and what became more of late
    Themes {
        /// Always json
        #[arg(long, default_value = "json")]
        format: JsonOnly,
    },
    /// Print the statements whose labels people put right, as tab-separated lines of a corpus for `train --corrections`;
    /// they hold customers' words
    Corrections,
    /// Hide what tells who spoke: lines {"id","text"} on stdin become {"id","text","found"} on stdout
    Mask {
        /// What an order's number looks like, as a regular expression
        #[arg(long, value_name = "REGEX")]
        orders: Option<String>,
    },
}

/// What to draw.
#[derive(Debug, ClapArgs)]
pub struct MapArgs {
    /// Which journey
    pub journey: String,
    /// First day
    #[arg(long, value_name = "D")]
    pub from: Option<String>,
    /// Last day, included
    #[arg(long, value_name = "D")]
    pub to: Option<String>,
    /// Whose days, in place of the workspace's
    #[arg(long)]
    pub zone: Option<String>,
    /// For whom, as JSON: [{"field":{"of":"trait","name":"등급"},"is":"단골"}]
    #[arg(long = "where", value_name = "JSON")]
    pub filter: Option<String>,
    /// Compare with these customers, as --where; adds `compare` to the JSON
    #[arg(long, value_name = "JSON")]
    pub against_where: Option<String>,
    /// Compare with the days from this one on
    #[arg(long, value_name = "D")]
    pub against_from: Option<String>,
    /// Compare with the days up to this one, included
    #[arg(long, value_name = "D")]
    pub against_to: Option<String>,
    /// Say what changed in the last weeks; adds `changes` to the JSON
    #[arg(long)]
    pub changes: bool,
    /// Names in this language
    #[arg(long, default_value = "ko")]
    pub lang: LangArg,
    /// How to print it
    #[arg(long, default_value = "json")]
    pub format: MapFormat,
    /// Paper of a PDF [default: a3]
    #[arg(long)]
    pub paper: Option<PaperArg>,
    /// Pixels of a PNG for a px of the screen [default: 2]
    #[arg(long, value_name = "N")]
    pub scale: Option<f32>,
    /// Shape of a PNG, as slides have it
    #[arg(long)]
    pub ratio: Option<RatioArg>,
    /// File to write in place of stdout
    #[arg(short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// A language.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum LangArg {
    /// 한국어
    Ko,
    /// English
    En,
}

#[cfg(test)]
mod tests {
    use super::Size;

    #[test]
    fn a_size_is_read_as_people_write_it() {
        let read = |text: &str| text.parse::<Size>();
        assert_eq!((read("0"), read("500MB")), (Ok(Size(0)), Ok(Size(500_000_000))));
        assert_eq!(read("4 GB"), Ok(Size(4_000_000_000)));
        for bad in ["", "GB", "4GiB", "-1", "1.5GB", "99999999999GB"] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
