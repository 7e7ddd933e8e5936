//! Splits delimited text into rows and cells as RFC 4180 says, and recovers from what it forbids.
//!
//! Why not a ready-made parser: one quotation mark that is never closed makes every parser take the rest of a file for
//! one cell. Here such a row is told apart, given up alone, and reading goes on with the next line, within a fixed
//! amount of memory.

use std::io::{self, Read};

/// The largest row, in bytes, quotation marks and all.
pub const ROW_BYTES: usize = 32 << 20;

/// What the next row turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// Cells.
    Cells,
    /// A line with nothing on it.
    Blank,
    /// A quotation mark is opened and never closed; reading goes on with the next line.
    Unclosed,
    /// More than [`ROW_BYTES`]; reading goes on with the next line.
    TooLarge,
}

/// Cells of one row: all bytes in one, and where each ends.
#[derive(Debug, Default)]
pub struct Cells {
    /// Bytes of all cells.
    pub bytes: Vec<u8>,
    /// End of each cell.
    pub ends: Vec<usize>,
}

impl Cells {
    fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
    }

    fn end(&mut self) {
        self.ends.push(self.bytes.len());
    }
}

/// The splitter.
pub struct Splitter<R> {
    inner: R,
    delimiter: u8,
    quotes: bool,
    buf: Vec<u8>,
    start: usize,
    pos: usize,
    end: usize,
    eof: bool,
}

enum Found {
    Byte(u8),
    End,
    Full,
}

impl<R: Read> Splitter<R> {
    /// Splits what `inner` gives, which is in UTF-8 or at least keeps ASCII.
    pub fn new(inner: R, delimiter: u8) -> Self {
        Self { inner, delimiter, quotes: true, buf: vec![0; 1 << 18], start: 0, pos: 0, end: 0, eof: false }
    }

    /// Splits into lines only: one cell each, quotation marks are nothing special.
    pub fn lines(inner: R) -> Self {
        Self { quotes: false, ..Self::new(inner, b'\n') }
    }

    /// Reads the next row into `cells`; none at the end of the file.
    ///
    /// # Errors
    /// Those of reading.
    pub fn next(&mut self, cells: &mut Cells) -> io::Result<Option<Row>> {
        cells.clear();
        self.start = self.pos;
        if matches!(self.peek()?, Found::End) {
            return Ok(None);
        }
        loop {
            match self.cell(cells)? {
                Step::Next => {}
                Step::Done => break,
                Step::GiveUp(why) => {
                    cells.clear();
                    return Ok(Some(why));
                }
            }
        }
        let blank = cells.ends.len() == 1 && cells.bytes.trim_ascii().is_empty();
        Ok(Some(if blank { Row::Blank } else { Row::Cells }))
    }

    /// One cell and the delimiter or line end after it.
    fn cell(&mut self, cells: &mut Cells) -> io::Result<Step> {
        match self.peek()? {
            Found::Byte(b'"') if self.quotes => {
                self.pos += 1;
                if let Some(stop) = self.quoted(cells)? {
                    return Ok(stop);
                }
            }
            Found::Full => return self.skip_line(),
            Found::Byte(_) | Found::End => {}
        }
        loop {
            let delimiter = self.delimiter;
            let rest = &self.buf[self.pos..self.end];
            let run = rest.iter().position(|&b| b == delimiter || b == b'\n' || b == b'\r').unwrap_or(rest.len());
            cells.bytes.extend_from_slice(&rest[..run]);
            self.pos += run;
            match self.peek()? {
                Found::Byte(b) if b == delimiter && b != b'\n' => {
                    self.pos += 1;
                    cells.end();
                    return Ok(Step::Next);
                }
                Found::Byte(b'\n') => {
                    self.pos += 1;
                    cells.end();
                    return Ok(Step::Done);
                }
                Found::Byte(b'\r') => {
                    self.pos += 1;
                    if matches!(self.peek()?, Found::Byte(b'\n')) {
                        self.pos += 1;
                    }
                    cells.end();
                    return Ok(Step::Done);
                }
                Found::Byte(_) => {}
                Found::End => {
                    cells.end();
                    return Ok(Step::Done);
                }
                Found::Full => return self.skip_line(),
            }
        }
    }

    /// What stands between quotation marks; afterwards the position is behind the closing one.
    fn quoted(&mut self, cells: &mut Cells) -> io::Result<Option<Step>> {
        loop {
            let rest = &self.buf[self.pos..self.end];
            let run = rest.iter().position(|&b| b == b'"').unwrap_or(rest.len());
            cells.bytes.extend_from_slice(&rest[..run]);
            self.pos += run;
            match self.peek()? {
                Found::Byte(b'"') => {
                    self.pos += 1;
                    if !matches!(self.peek()?, Found::Byte(b'"')) {
                        return Ok(None);
                    }
                    self.pos += 1;
                    cells.bytes.push(b'"');
                }
                Found::Byte(_) => {}
                Found::End | Found::Full => return self.back_to_next_line().map(Some),
            }
        }
    }

    /// After a quotation mark that is never closed: on with the line after the one where the row began.
    fn back_to_next_line(&mut self) -> io::Result<Step> {
        let row = &self.buf[self.start..self.end];
        if let Some(line) = row.iter().position(|&b| b == b'\n') {
            self.pos = self.start + line + 1;
            return Ok(Step::GiveUp(Row::Unclosed));
        }
        if self.eof {
            self.pos = self.end;
            return Ok(Step::GiveUp(Row::Unclosed));
        }
        self.skip_line()
    }

    /// Drops the rest of a line that is too long to hold.
    fn skip_line(&mut self) -> io::Result<Step> {
        loop {
            let rest = &self.buf[self.pos..self.end];
            if let Some(line) = rest.iter().position(|&b| b == b'\n') {
                self.pos += line + 1;
                break;
            }
            self.start = self.end;
            self.pos = self.end;
            if matches!(self.peek()?, Found::End) {
                break;
            }
        }
        Ok(Step::GiveUp(Row::TooLarge))
    }

    /// The byte at the position, reading more where needed; the row from its start stays in the buffer.
    fn peek(&mut self) -> io::Result<Found> {
        while self.pos == self.end {
            if self.eof {
                return Ok(Found::End);
            }
            if self.start > 0 {
                self.buf.copy_within(self.start..self.end, 0);
                self.pos -= self.start;
                self.end -= self.start;
                self.start = 0;
            }
            if self.end == self.buf.len() {
                if self.buf.len() >= ROW_BYTES {
                    return Ok(Found::Full);
                }
                self.buf.resize((self.buf.len() * 2).min(ROW_BYTES), 0);
            }
            let n = self.inner.read(&mut self.buf[self.end..])?;
            self.end += n;
            self.eof = n == 0;
        }
        Ok(Found::Byte(self.buf[self.pos]))
    }
}

enum Step {
    Next,
    Done,
    GiveUp(Row),
}

/// Which delimiter a text uses: the one that splits most of its first rows into the same number of cells, more than one.
#[must_use]
pub fn delimiter(head: &[u8]) -> u8 {
    let mut best = (b',', 0_usize, 0_usize);
    for candidate in *b",\t;|" {
        let mut splitter = Splitter::new(head, candidate);
        let mut cells = Cells::default();
        let mut counts = Vec::new();
        while counts.len() < 50 {
            match splitter.next(&mut cells) {
                Ok(Some(Row::Cells)) => counts.push(cells.ends.len()),
                Ok(Some(_)) => {}
                _ => break,
            }
        }
        // The last row may be cut off by the end of the head.
        if counts.len() > 2 {
            counts.pop();
        }
        let Some(&width) = counts.first() else { continue };
        let same = counts.iter().filter(|&&count| count == width).count() * 100 / counts.len();
        if width > 1 && (same, width) > (best.1, best.2) {
            best = (candidate, same, width);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<(Row, Vec<String>)> {
        let mut splitter = Splitter::new(text.as_bytes(), b',');
        let mut cells = Cells::default();
        let mut rows = Vec::new();
        while let Some(row) = splitter.next(&mut cells).expect("memory can be read") {
            let mut start = 0;
            let texts = cells.ends.iter().map(|&end| {
                let text = String::from_utf8_lossy(&cells.bytes[start..end]).into_owned();
                start = end;
                text
            });
            rows.push((row, texts.collect()));
        }
        rows
    }

    #[test]
    fn quotes_line_ends_and_delimiters_are_read_as_the_standard_says() {
        let rows = split("a,b\r\n\"x, \"\"y\"\"\nz\",5\" disc\n\n,\nlast");
        let cells: Vec<Vec<&str>> = rows.iter().map(|(_, c)| c.iter().map(String::as_str).collect()).collect();
        assert_eq!(cells, [vec!["a", "b"], vec!["x, \"y\"\nz", "5\" disc"], vec![""], vec!["", ""], vec!["last"]]);
        assert_eq!(rows[2].0, Row::Blank);
    }

    #[test]
    fn a_quote_that_is_never_closed_costs_one_row() {
        let rows = split("a,b\n1,\"oops\n2,fine\n3,fine\n");
        let kinds: Vec<Row> = rows.iter().map(|(row, _)| *row).collect();
        assert_eq!(kinds, [Row::Cells, Row::Unclosed, Row::Cells, Row::Cells]);
        assert_eq!(rows[3].1, ["3", "fine"]);
    }

    #[test]
    fn a_row_without_an_end_is_dropped_in_bounded_memory() {
        let long = io::repeat(b'x').take(ROW_BYTES as u64 * 2).chain(&b"\nnext,row\n"[..]);
        let mut splitter = Splitter::new(long, b',');
        let mut cells = Cells::default();
        assert_eq!(splitter.next(&mut cells).expect("reads"), Some(Row::TooLarge));
        assert_eq!(splitter.next(&mut cells).expect("reads"), Some(Row::Cells));
        assert_eq!(cells.ends.len(), 2);
        assert!(splitter.buf.len() <= ROW_BYTES);
    }

    #[test]
    fn the_delimiter_is_the_one_that_splits_evenly() {
        assert_eq!(delimiter("a;b;c\n1,5;2;3\n1;2,2,2;3\n".as_bytes()), b';');
        assert_eq!(delimiter("이름\t글\n가,나,다\t라\n마\t바\n".as_bytes()), b'\t');
        assert_eq!(delimiter("a|b\n1|2\n".as_bytes()), b'|');
        assert_eq!(delimiter("only\none\n".as_bytes()), b',');
    }
}
