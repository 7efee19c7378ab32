import Basics

/// A form in which data sets lie on a disk: by which names such a set is told, and how it is read.
///
/// A new form is a type of this protocol in a file of its own, and a line in `DatasetFormats.all`.
public protocol DatasetFormat: Sendable {
    /// The form in the words of an error that expected it: `a folder with IDX files`.
    static var expectation: String { get }

    /// The scale that inputs get where nobody says another.
    static var usualScale: InputScale { get }

    /// The set at `path`, or nil where that is of another form. Names are looked at, and content only where they leave it open.
    /// - Throws: where the set is of this form and a part of it is missing.
    init?(recognizing path: String, in files: any FileSystem) throws(InputError)

    /// The folder or file.
    var path: String { get }

    /// Reads the set: with the test samples it brings, or a part of all put aside by seed where it brings none.
    /// - Parameter name: the data set's.
    /// - Throws: for content that is not what it should be, and for a `--split` where the set has test samples of its own.
    func read(_ request: DatasetRequest, name: String) throws(InputError) -> DatasetPair

    /// Reads samples that are only to be judged by (`--test-data`): the set's test samples, or all where it has no others.
    /// - Parameter pair: the data that is trained on; samples read have its shape and classes.
    /// - Returns: the data with them held out.
    func readHeldOut(_ request: DatasetRequest, name: String, of pair: DatasetPair) throws(InputError) -> DatasetPair
}

extension DatasetFormat {
    /// As they are.
    public static var usualScale: InputScale { .none }
}
