import CursesTerminal
import Testing

struct PendingOutputTests {
    /// A terminal that takes so many bytes a write.
    private struct Terminal {
        var room: [Int]
        var taken: [UInt8] = []
        var writes = 0

        mutating func write(_ bytes: UnsafeRawBufferPointer) -> PendingOutput.WriteResult {
            guard !room.isEmpty else { return .full }
            let count = min(room.removeFirst(), bytes.count)
            if count == 0 { return .full }
            taken += bytes.prefix(count)
            writes += 1
            return .wrote(count)
        }
    }

    @Test func whatFitsGoesInOneWrite() {
        var output = PendingOutput()
        var terminal = Terminal(room: [1000])
        output.append(Array("begin".utf8))
        output.append(count: 5) { $0.initialize(fromContentsOf: Array("frame".utf8)) }
        output.append(Array("end".utf8))
        #expect(output.drain { terminal.write($0) } == .wrote(13))
        #expect(terminal.taken == Array("beginframeend".utf8))
        #expect(terminal.writes == 1)
        #expect(output.isEmpty)
    }

    @Test func whatDoesNotFitIsWrittenLaterAndNothingTwice() {
        var output = PendingOutput()
        var terminal = Terminal(room: [4, 0, 3, 100])
        output.append(Array("0123456789".utf8))
        #expect(output.drain { terminal.write($0) } == .full)
        #expect(output.count == 6)
        #expect(output.drain { terminal.write($0) } == .full)
        #expect(output.count == 6)
        #expect(output.drain { terminal.write($0) } == .full)
        #expect(output.count == 3)
        #expect(output.drain { terminal.write($0) } == .wrote(3))
        #expect(terminal.taken == Array("0123456789".utf8))
    }

    @Test func aTerminalThatTookOnlyAPieceIsNotOfferedTheRestAtOnce() {
        var output = PendingOutput()
        var terminal = Terminal(room: [4, 100])
        output.append(Array("0123456789".utf8))
        #expect(output.drain { terminal.write($0) } == .full)
        #expect(terminal.writes == 1)
    }

    @Test func whatIsDiscardedIsNeverWritten() {
        var output = PendingOutput()
        var terminal = Terminal(room: [2, 100])
        output.append(Array("frame".utf8))
        _ = output.drain { terminal.write($0) }
        output.discard()
        output.append(Array("R".utf8))
        _ = output.drain { terminal.write($0) }
        #expect(terminal.taken == Array("frR".utf8))
    }

    @Test func aTerminalThatIsGoneEndsIt() {
        var output = PendingOutput()
        output.append([1, 2, 3])
        #expect(output.drain { _ in .failed } == .failed)
        #expect(output.isEmpty)
    }

    @Test func aFillThatComesShortLeavesNoHole() {
        var output = PendingOutput()
        output.append(count: 10) { buffer in
            buffer[0] = 7
            return 1
        }
        #expect(output.count == 1)
    }
}
