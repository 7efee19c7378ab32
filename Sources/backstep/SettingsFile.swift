import Dashboard
import Foundation

/// Where settings are kept from one run to the next: `$XDG_CONFIG_HOME/backstep/settings.yaml`, or
/// `~/.config/backstep/settings.yaml`.
struct SettingsFile {
    let path: String

    /// - Returns: nil where the environment names no home.
    init?(environment: [String: String]) {
        if let config = environment["XDG_CONFIG_HOME"], config.hasPrefix("/") {
            path = config + "/backstep/settings.yaml"
        } else if let home = environment["HOME"], home.hasPrefix("/") {
            path = home + "/.config/backstep/settings.yaml"
        } else {
            return nil
        }
    }

    /// The settings kept, the usual ones where there is no such file. Nil where it cannot be read: then that is told in one line,
    /// and the file is not to be written, since somebody may want to mend it.
    func read() -> Settings? {
        guard FileManager.default.fileExists(atPath: path) else { return Settings() }
        do {
            let bytes = try InputFile.read(path, atMost: 1 << 16)
            do { return try Settings(yaml: String(decoding: bytes, as: UTF8.self)) } catch { throw error.within(path) }
        } catch {
            Failure(message: "\(Failure(error).message); taking the usual settings", exitCode: 0).report()
        }
        return nil
    }

    /// Keeps settings. What cannot be written is let be: settings are a convenience, and no reason to stop anybody.
    func write(_ settings: Settings) {
        let file = OutputFile(path: path)
        file.makeFolder()
        try? file.write(Array(settings.yaml.utf8))
    }
}
