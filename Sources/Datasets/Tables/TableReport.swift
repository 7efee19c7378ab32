/// The reading of a table: what each column was taken for, and how many rows are used.
public struct TableReport: Hashable, Sendable {
    /// A number that a network sees.
    public struct Input: Hashable, Sendable {
        /// The column that it comes from.
        public var column: String
        /// The word for which it is 1; nil: it is the column's number.
        public var word: String?

        /// The name: `petal_length`, `color=red`.
        public var name: String { word.map { "\(column)=\($0)" } ?? column }
    }

    /// A column that is no input, and why.
    public struct Omission: Hashable, Sendable {
        /// The column's name.
        public var column: String
        /// The reason, in a few words: `an index`.
        public var reason: String
    }

    /// The form of the text, where it is not the usual one: `semicolons`, `decimal commas`, `no header`.
    public internal(set) var form: [String] = []
    /// Rows in the table.
    public internal(set) var rowCount = 0
    /// Rows that are left out, because something is missing in them.
    public internal(set) var leftOut = 0
    /// Rows of another table, to test on, that are left out.
    public internal(set) var heldOutLeftOut = 0
    /// Cells that were empty and are filled.
    public internal(set) var filled = 0
    /// The numbers that a network sees, in their order.
    public internal(set) var inputs: [Input] = []
    /// Columns that are no inputs.
    public internal(set) var omissions: [Omission] = []
    /// Columns of dates, which are inputs as numbers of years.
    public internal(set) var dates: [String] = []
    /// Columns that have the same number in every row, and are inputs all the same.
    public internal(set) var constantCount = 0
    /// The column that is to be said.
    public internal(set) var target = ""
    /// The classes that are told apart; empty where numbers are approximated.
    public internal(set) var classes: [String] = []
    /// The mean of each input's numbers, for gaps that are filled.
    var means: [Float] = []

    /// Places of inputs that are 1 or 0 for a word.
    var oneHotInputs: Set<Int> { Set(inputs.indices.filter { inputs[$0].word != nil }) }
}
