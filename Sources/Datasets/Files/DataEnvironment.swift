/// The surroundings in which data are looked for: environment variables and files, both injected.
public struct DataEnvironment: Sendable {
    /// Environment variables: those of the process, or a test's own.
    public let variables: [String: String]
    /// File system in which paths are looked up.
    public let files: any FileSystem

    /// Surroundings of variables and files; a program gives its own, a test what it likes.
    public init(variables: [String: String], files: any FileSystem = LocalFileSystem()) {
        self.variables = variables
        self.files = files
    }

    /// The home folder, if the environment names one.
    public var home: String? { nonEmpty("HOME") }

    /// The folder that `data fetch` fills and where data are looked for: `$XDG_DATA_HOME/backstep`, or
    /// `~/.local/share/backstep`.
    public var dataHome: String? {
        // The XDG specification has relative paths ignored.
        if let named = nonEmpty("XDG_DATA_HOME"), named.hasPrefix("/") { return Self.join(named, "backstep") }
        return home.map { Self.join($0, ".local/share/backstep") }
    }

    /// A variable's value; nil if it is unset or empty.
    public func nonEmpty(_ name: String) -> String? {
        variables[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// `~` and `~/…` as the home folder; everything else as it is.
    public func expandingTilde(_ path: String) -> String {
        guard let home else { return path }
        if path == "~" { return home }
        return path.hasPrefix("~/") ? Self.join(home, String(path.dropFirst(2))) : path
    }

    static func join(_ folder: String, _ name: String) -> String {
        folder.hasSuffix("/") ? folder + name : folder + "/" + name
    }
}
