//! Where the table of a sheet begins: under titles, dates of printing and blank rows, with names that may stand in two
//! rows, a group above its columns.

use calamine::Dimensions;

/// A row of the sheet that holds something: its number and its cells by column, from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopRow {
    /// Its number.
    pub row: u32,
    /// Its cells.
    pub cells: Vec<(u32, String)>,
}

/// The header of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Top {
    /// The last row of it.
    pub last: u32,
    /// Its first column.
    pub first: u32,
    /// The names of the columns from there on; empty where there is none.
    pub names: Vec<String>,
}

impl Top {
    /// Rows looked at.
    pub const ROWS: usize = 50;

    /// Finds the header among the first rows; none where there is no row at all.
    #[must_use]
    pub fn find(rows: &[TopRow], merged: &[Dimensions]) -> Option<Self> {
        let width = rows.iter().map(|row| row.cells.len()).max()?;
        let at = (0..rows.len()).find(|&at| !is_title(rows, at, width)).unwrap_or(0);
        let header = &rows[at];
        let groups: Vec<&Dimensions> = merged.iter().filter(|region| is_group(region, header)).collect();
        match rows.get(at + 1).filter(|next| !groups.is_empty() && names_below(next, header, &groups)) {
            Some(next) => Some(Self::of(next.row, &grouped(header, next, &groups))),
            None => Some(Self::of(header.row, &header.cells)),
        }
    }

    fn of(last: u32, cells: &[(u32, String)]) -> Self {
        let first = cells.iter().map(|(column, _)| *column).min().unwrap_or(0);
        let end = cells.iter().map(|(column, _)| *column).max().unwrap_or(first);
        let mut names = vec![String::new(); (end - first + 1) as usize];
        for (column, text) in cells {
            names[(column - first) as usize].clone_from(text);
        }
        Self { last, first, names }
    }
}

/// Whether a row only says what the sheet is: it has few cells beside the widest row, or stands apart from the table.
fn is_title(rows: &[TopRow], at: usize, width: usize) -> bool {
    let cells = rows[at].cells.len();
    let Some(next) = rows.get(at + 1) else { return false };
    let apart = next.row > rows[at].row + 1;
    (cells == 1 && width > 1) || cells * 3 <= width || (cells == 2 && width > 3) || (cells < width && apart)
}

/// Whether a cell of the header is merged over several columns.
fn is_group(region: &Dimensions, header: &TopRow) -> bool {
    region.start.0 == header.row
        && region.end.0 == header.row
        && region.end.1 > region.start.1
        && header.cells.iter().any(|(column, _)| *column == region.start.1)
}

/// Whether the next row names the columns under the groups: every group has at least two names, and none is a number.
fn names_below(next: &TopRow, header: &TopRow, groups: &[&Dimensions]) -> bool {
    let name = |text: &str| !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '₩' | '$'));
    next.row == header.row + 1
        && next.cells.iter().all(|(_, text)| name(text.trim()))
        && groups.iter().all(|group| {
            let under = |(column, _): &&(u32, String)| (group.start.1..=group.end.1).contains(column);
            next.cells.iter().filter(under).count() > 1
        })
}

/// Names of two rows: the group's and the column's, or whichever there is.
fn grouped(header: &TopRow, next: &TopRow, groups: &[&Dimensions]) -> Vec<(u32, String)> {
    let above = |column: u32| {
        let start = groups.iter().find(|group| (group.start.1..=group.end.1).contains(&column));
        let start = start.map_or(column, |group| group.start.1);
        header.cells.iter().find(|(at, _)| *at == start).map(|(_, text)| text.trim())
    };
    let mut names: Vec<(u32, String)> = next
        .cells
        .iter()
        .map(|(column, text)| match above(*column) {
            Some(group) => (*column, format!("{group} {}", text.trim())),
            None => (*column, text.clone()),
        })
        .collect();
    let alone = header.cells.iter().filter(|(column, _)| next.cells.iter().all(|(at, _)| at != column));
    names.extend(alone.filter(|(column, _)| groups.iter().all(|g| g.start.1 != *column)).cloned());
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: &[(u32, &[(u32, &str)])]) -> Vec<TopRow> {
        rows.iter()
            .map(|(row, cells)| TopRow {
                row: *row,
                cells: cells.iter().map(|(column, text)| (*column, (*text).to_owned())).collect(),
            })
            .collect()
    }

    fn found(of: &[(u32, &[(u32, &str)])], merged: &[Dimensions]) -> Option<(u32, u32, Vec<String>)> {
        Top::find(&rows(of), merged).map(|top| (top.last, top.first, top.names))
    }

    const ROW: &[(u32, &str)] = &[(0, "c1"), (1, "주문"), (2, "2026-05-03"), (3, "10"), (4, "앱")];

    #[test]
    fn titles_and_blank_rows_above_the_names_are_passed_by() {
        let names: &[(u32, &str)] = &[(0, "고객"), (1, "행동"), (2, "일시"), (3, "금액"), (4, "채널")];
        let want = |last| Some((last, 0, ["고객", "행동", "일시", "금액", "채널"].map(str::to_owned).to_vec()));
        assert_eq!(found(&[(0, names), (1, ROW)], &[]), want(0));
        assert_eq!(
            found(&[(0, &[(0, "5월 주문")]), (1, &[(0, "출력일"), (1, "2026-05-31")]), (3, names), (4, ROW)], &[]),
            want(3)
        );
        let apart: &[(u32, &str)] = &[(0, "담당"), (1, "김"), (2, "기간")];
        assert_eq!(found(&[(0, apart), (2, names), (3, ROW)], &[]), want(2));
    }

    #[test]
    fn a_header_with_a_nameless_column_is_one_all_the_same() {
        let names: &[(u32, &str)] = &[(0, "고객"), (2, "일시"), (3, "금액")];
        assert_eq!(found(&[(0, names), (1, ROW)], &[]).map(|top| top.2.join("/")).as_deref(), Some("고객//일시/금액"));
        assert_eq!(found(&[(4, &[(1, "말")]), (5, &[(1, "좋아요")])], &[]), Some((4, 1, vec!["말".to_owned()])));
        assert_eq!(found(&[], &[]), None);
    }

    #[test]
    fn a_group_above_its_columns_is_part_of_their_names() {
        let groups: &[(u32, &str)] = &[(0, "고객"), (2, "주문"), (4, "채널")];
        let names: &[(u32, &str)] = &[(0, "번호"), (1, "등급"), (2, "행동"), (3, "일시")];
        let merged =
            [Dimensions::new((0, 0), (0, 1)), Dimensions::new((0, 2), (0, 3)), Dimensions::new((0, 4), (1, 4))];
        let got = found(&[(0, groups), (1, names), (2, ROW)], &merged).map(|top| (top.0, top.2.join("/")));
        assert_eq!(got, Some((1, "고객 번호/고객 등급/주문 행동/주문 일시/채널".to_owned())));
    }
}
