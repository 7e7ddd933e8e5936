//! What could not be read: row, field, value and reason, so that a person can mend the file and send it again.

use std::borrow::Cow;
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::Arc;

/// Why a row, or one event or voice of it, was not stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// There is no time.
    TimeMissing,
    /// The time is written in a way that is not known.
    TimeUnreadable,
    /// Before 1990: most often a missing value that a program wrote as 1970.
    TimeTooOld,
    /// More than a day in the future.
    TimeFuture,
    /// A date that fits another order of day, month and year than the rest of its column.
    TimeOrder,
    /// A date that fits several orders, in a column that has none.
    TimeAmbiguous,
    /// Neither a customer nor an anonymous visitor.
    CustomerMissing,
    /// `null`, `guest`, `0` and the like name nobody.
    CustomerJunk,
    /// What a spreadsheet left of a long number: it stands for many.
    IdRounded,
    /// The event has no name.
    EventMissing,
    /// A voice with neither text nor score.
    VoiceEmpty,
    /// Not a number.
    NumberUnreadable,
    /// Outside the scale it is said to be on.
    ScoreOutside,
    /// Not a currency.
    CurrencyUnreadable,
    /// The mark of another currency than the mapping or the row names.
    CurrencyDiffers,
    /// More or fewer cells than the header.
    CellCount,
    /// A cell of more than 1 MB.
    CellTooLarge,
    /// A row of more than 32 MB.
    RowTooLarge,
    /// A quotation mark that is never closed.
    QuoteUnclosed,
    /// Bytes that are not text in the file's encoding.
    NotText,
    /// The line is not a JSON object.
    NotJson,
}

impl Reason {
    /// Stable code, translated by the UI.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TimeMissing => "time_missing",
            Self::TimeUnreadable => "time_unreadable",
            Self::TimeTooOld => "time_too_old",
            Self::TimeFuture => "time_future",
            Self::TimeOrder => "time_order",
            Self::TimeAmbiguous => "time_ambiguous",
            Self::CustomerMissing => "customer_missing",
            Self::CustomerJunk => "customer_junk",
            Self::IdRounded => "id_rounded",
            Self::EventMissing => "event_missing",
            Self::VoiceEmpty => "voice_empty",
            Self::NumberUnreadable => "number_unreadable",
            Self::ScoreOutside => "score_outside",
            Self::CurrencyUnreadable => "currency_unreadable",
            Self::CurrencyDiffers => "currency_differs",
            Self::CellCount => "cell_count",
            Self::CellTooLarge => "cell_too_large",
            Self::RowTooLarge => "row_too_large",
            Self::QuoteUnclosed => "quote_unclosed",
            Self::NotText => "not_text",
            Self::NotJson => "not_json",
        }
    }

    /// One English sentence for the file of rejects.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::TimeMissing => "there is no time",
            Self::TimeUnreadable => "this is not a time that can be read",
            Self::TimeTooOld => "before 1990: most often a missing value written as 1970",
            Self::TimeFuture => "more than a day in the future",
            Self::TimeOrder => "this date fits another order of day, month and year than the rest of its column",
            Self::TimeAmbiguous => "this date fits several orders of day, month and year; say which with file.dates",
            Self::CustomerMissing => "there is neither a customer nor an anonymous visitor",
            Self::CustomerJunk => "this names nobody",
            Self::IdRounded => "a spreadsheet has rounded this number; export its column as text",
            Self::EventMissing => "the event has no name",
            Self::VoiceEmpty => "there is neither a text nor a score",
            Self::NumberUnreadable => "this is not a number",
            Self::ScoreOutside => "the score lies outside its scale",
            Self::CurrencyUnreadable => "this is not a currency such as KRW",
            Self::CurrencyDiffers => "the amount is marked with another currency",
            Self::CellCount => "the row has more or fewer cells than the header",
            Self::CellTooLarge => "the cell holds more than 1 MB",
            Self::RowTooLarge => "the row holds more than 32 MB",
            Self::QuoteUnclosed => "a quotation mark is opened here and never closed",
            Self::NotText => "these bytes are not text in the file's encoding",
            Self::NotJson => "the line is not a JSON object",
        }
    }
}

/// One thing that was not stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// Sheet of a workbook of which several are read.
    pub sheet: Option<Arc<str>>,
    /// Row as a spreadsheet counts it: the header of a CSV file is row 1.
    pub row: u64,
    /// The column, in the file's own words.
    pub field: String,
    /// The value, at most [`Reject::VALUE`] characters of it.
    pub value: String,
    /// Why.
    pub reason: Reason,
}

impl Reject {
    /// Characters of a value that are kept.
    pub const VALUE: usize = 200;

    /// A reject; the value is shortened.
    #[must_use]
    pub fn new(row: u64, field: &str, value: &str, reason: Reason) -> Self {
        Self { sheet: None, row, field: field.to_owned(), value: short(value), reason }
    }

    /// The same, on a sheet of a workbook.
    #[must_use]
    pub fn on(self, sheet: Option<&Arc<str>>) -> Self {
        Self { sheet: sheet.cloned(), ..self }
    }
}

/// The first two hundred characters, with `…` when some were left off.
fn short(value: &str) -> String {
    match value.char_indices().nth(Reject::VALUE) {
        None => value.to_owned(),
        Some((end, _)) => format!("{}…", &value[..end]),
    }
}

/// The file of rejects of one import: CSV that a spreadsheet opens without running anything in it.
pub struct RejectsFile {
    out: BufWriter<File>,
    bytes: u64,
}

impl RejectsFile {
    /// Opens the file and cuts it to what the finished chunks wrote, so that a chunk that is done again after a kill
    /// writes its rows once.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn open(path: &Path, keep_bytes: u64) -> io::Result<Self> {
        if let Some(folder) = path.parent() {
            private_folder(folder)?;
        }
        let mut options = OpenOptions::new();
        options.create(true).truncate(false).write(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path)?;
        let have = file.metadata()?.len();
        let keep = keep_bytes.min(have);
        file.set_len(keep)?;
        file.seek(SeekFrom::Start(keep))?;
        let mut rejects = Self { out: BufWriter::new(file), bytes: keep };
        if keep == 0 {
            // A byte-order mark, so that spreadsheets read Korean as what it is.
            rejects.line("\u{feff}row,field,value,reason,code,sheet\r\n")?;
        }
        Ok(rejects)
    }

    /// Appends rejects and hands them to the disk.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn append(&mut self, rejects: &[Reject]) -> io::Result<()> {
        for reject in rejects {
            let line = format!(
                "{},{},{},{},{},{}\r\n",
                reject.row,
                cell(&reject.field),
                cell(&reject.value),
                cell(reject.reason.sentence()),
                reject.reason.code(),
                cell(reject.sheet.as_deref().unwrap_or_default())
            );
            self.line(&line)?;
        }
        self.out.flush()?;
        self.out.get_ref().sync_data()
    }

    /// Bytes written so far, for the record of the chunk.
    #[must_use]
    pub const fn bytes(&self) -> u64 {
        self.bytes
    }

    fn line(&mut self, line: &str) -> io::Result<()> {
        self.bytes += line.len() as u64;
        self.out.write_all(line.as_bytes())
    }
}

/// Makes a folder that nobody else on the machine may look into: rejects quote what people wrote.
///
/// # Errors
/// Those of the file system.
pub fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// A cell of CSV that no spreadsheet takes for a formula: what begins like one gets an apostrophe before it.
#[must_use]
pub fn cell(text: &str) -> String {
    let safe: Cow<'_, str> = match text.trim_start().chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{text}").into(),
        _ => text.into(),
    };
    if safe.contains(['"', ',', '\n', '\r', ';', '\t']) {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_written_as_text() {
        assert_eq!(cell("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
        assert_eq!(cell(" @cmd"), "' @cmd");
        assert_eq!(cell("배송, 늦음"), "\"배송, 늦음\"");
    }

    #[test]
    fn a_long_value_is_cut_at_a_character() {
        let reject = Reject::new(1, "text", &"가".repeat(1000), Reason::NotText);
        assert_eq!(reject.value.chars().count(), Reject::VALUE + 1);
    }

    #[test]
    fn a_chunk_done_again_writes_its_rejects_once() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("job_1/rejects.csv");
        let reject = |row| Reject::new(row, "time", "", Reason::TimeMissing);
        let mut file = RejectsFile::open(&path, 0).expect("opens");
        file.append(&[reject(2)]).expect("writes");
        let kept = file.bytes();
        file.append(&[reject(9), reject(10)]).expect("writes");
        drop(file);
        #[cfg(unix)]
        {
            let mode = |path: &Path| {
                let about = std::fs::metadata(path).expect("is there");
                std::os::unix::fs::PermissionsExt::mode(&about.permissions()) & 0o777
            };
            assert_eq!((mode(&path), mode(&dir.path().join("job_1"))), (0o600, 0o700));
        }
        let mut file = RejectsFile::open(&path, kept).expect("opens again");
        file.append(&[reject(9), reject(10)]).expect("writes");
        let text = std::fs::read_to_string(&path).expect("reads");
        assert_eq!(text.lines().count(), 4, "a header and three rows");
    }
}
