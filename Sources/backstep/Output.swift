import Glibc

/// Standard error, written whole.
enum StandardError {
    /// Writes all of a text; where nobody can read it, nothing is to be done.
    static func write(_ text: String) { _ = Output.writeAll(text, to: STDERR_FILENO) }
}

/// Standard output, written whole.
enum Output {
    /// Writes all of a text. Where that fails (a full disk, a reader that has gone), there is nobody to work for: the program
    /// ends, with the system's reason on standard error.
    static func write(_ text: String) {
        if let number = writeAll(text, to: STDOUT_FILENO) {
            Failure(
                message:
                    "standard output: expected to write on, found \(String(cString: strerror(number))); check the disk or the reader",
                exitCode: EX_IOERR
            ).report()
            exit(EX_IOERR)
        }
    }

    /// Gives standard input, output and error a place if the program was started without: a file opened later must not become one
    /// of them.
    static func openMissingDescriptors() {
        var descriptor: Int32
        repeat { descriptor = open("/dev/null", O_RDWR) } while (0...STDERR_FILENO).contains(descriptor)
        if descriptor > STDERR_FILENO { close(descriptor) }
    }

    /// - Returns: the system's error number if not all could be written.
    fileprivate static func writeAll(_ text: String, to descriptor: Int32) -> Int32? {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written > 0 { bytes = bytes.dropFirst(written) } else if written == 0 || errno != EINTR { return errno }
        }
        return nil
    }
}
