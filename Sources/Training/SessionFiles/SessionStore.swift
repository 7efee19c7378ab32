import Inspection

/// Where sessions are kept: injected, so that training knows no files.
public struct SessionStore: Sendable {
    /// Writes a session under a name, nil: the one it has.
    /// - Returns: what was written, in words; or why not.
    public var write: @Sendable (SessionRecord, _ name: String?) -> SessionWriting
    /// Keeps a session in case that nobody writes it.
    /// - Returns: why it could not, in a line; nil if it is kept.
    public var keep: @Sendable (SessionRecord) -> String?
    /// Writes a model into a file.
    /// - Returns: what was written, in words; or why not.
    public var save: @Sendable (_ bytes: [UInt8], _ path: String) -> String
    /// Writes a text into a file.
    /// - Returns: what was written, in words; or why not.
    public var export: @Sendable (_ text: String, _ path: String) -> String
    /// True if keeping writes the file that the person has named, so that nothing is ever unsaved.
    public var keepsNamedFile: Bool

    /// A store of these functions.
    public init(
        keepsNamedFile: Bool = false, write: @escaping @Sendable (SessionRecord, String?) -> SessionWriting,
        keep: @escaping @Sendable (SessionRecord) -> String? = { _ in nil },
        save: @escaping @Sendable (_ bytes: [UInt8], _ path: String) -> String = { _, _ in "there is nowhere to write" },
        export: @escaping @Sendable (_ text: String, _ path: String) -> String = { _, _ in "there is nowhere to write" }
    ) {
        self.keepsNamedFile = keepsNamedFile
        self.write = write
        self.keep = keep
        self.save = save
        self.export = export
    }
}

/// The outcome of writing a session.
public enum SessionWriting: Hashable, Sendable {
    /// The file's name.
    case written(String)
    /// Why not, in a line.
    case failed(String)
}
