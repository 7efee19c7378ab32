extension NumberFormat {
    /// The text of a number.
    public func string(_ value: Double) -> String {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { bytes in
            var writer = ByteWriter(bytes)
            write(value, to: &writer)
            return String(decoding: writer.written, as: UTF8.self)
        }
    }

    /// The text of a whole number, all its digits exact, with this format's sign and groups.
    public func string(_ value: Int) -> String {
        if case .fixed(0) = notation, !isPercent {
            return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { bytes in
                var writer = ByteWriter(bytes)
                writeSign(negative: value < 0, positive: value > 0, to: &writer)
                writeWhole(UInt64(value.magnitude), to: &writer)
                return String(decoding: writer.written, as: UTF8.self)
            }
        }
        return string(Double(value))
    }

    private func write(_ value: Double, to writer: inout ByteWriter) {
        if value.isNaN { return writer.ascii("nan") }
        writeSign(negative: value < 0, positive: value > 0, to: &writer)
        if value.isInfinite {
            if isASCII { writer.ascii("inf") } else { writer.bytes(0xE2, 0x88, 0x9E) }
            return
        }
        let magnitude = value.magnitude
        switch notation {
        case .fixed(let decimals): writeFixed(magnitude, decimals: decimals, to: &writer)
        case .share(let decimals): writeShare(magnitude, decimals: decimals, to: &writer)
        case .significant(let digits): writeSignificant(magnitude, digits: digits, to: &writer)
        case .scientific(let digits): writeScientific(magnitude, digits: digits, to: &writer)
        case .compact: writeCompact(magnitude, to: &writer)
        }
        if isPercent { writer.ascii(" %") }
    }

    private func writeSign(negative: Bool, positive: Bool, to writer: inout ByteWriter) {
        if negative {
            if isASCII { writer.byte(UInt8(ascii: "-")) } else { writer.bytes(0xE2, 0x88, 0x92) }
        } else if positive, sign == .always {
            writer.byte(UInt8(ascii: "+"))
        }
    }

    private func writeFixed(_ magnitude: Double, decimals: Int, to writer: inout ByteWriter) {
        // Percent moves the point by two places: 17 digits after the point hold what 19 would need to.
        let shown = isPercent ? min(decimals, 15) : decimals
        guard magnitude < (isPercent ? 1e13 : 1e15) else { return writeScientific(magnitude, digits: 6, to: &writer) }
        let scaled = DecimalDigits.scaled(magnitude, decimals: isPercent ? shown + 2 : shown)
        let unit = UInt128(DecimalDigits.powerOfTen(shown))
        writeWhole(UInt64(scaled / unit), to: &writer)
        writeFraction(UInt64(scaled % unit), decimals: shown, to: &writer)
    }

    private func writeShare(_ magnitude: Double, decimals: Int, to writer: inout ByteWriter) {
        guard magnitude > 0, magnitude < 1 else { return writeFixed(magnitude, decimals: decimals, to: &writer) }
        let rounded = DecimalDigits.scaled(magnitude, decimals: decimals)
        let unit = DecimalDigits.powerOfTen(decimals)
        let shown: UInt64
        if rounded == 0 {
            writer.byte(UInt8(ascii: "<"))
            shown = 1
        } else if rounded >= UInt128(unit) {
            writer.byte(UInt8(ascii: ">"))
            shown = unit - 1
        } else {
            shown = UInt64(rounded)
        }
        writer.byte(UInt8(ascii: "0"))
        writeFraction(shown, decimals: decimals, to: &writer)
    }

    private func writeSignificant(_ magnitude: Double, digits: Int, to writer: inout ByteWriter) {
        guard magnitude != 0 else { return writer.byte(UInt8(ascii: "0")) }
        let moved = isPercent ? 2 : 0
        let (_, exponent) = DecimalDigits.significant(magnitude, count: digits)
        if exponent + moved < -4 || exponent + moved >= max(digits, 5) {
            return writeScientific(magnitude, digits: digits, to: &writer)
        }
        let decimals = max(0, digits - 1 - exponent - moved)
        // Up to 17 digits after four zeros do not fit into 17 decimals.
        guard decimals + moved <= 17 else { return writeScientific(magnitude, digits: digits, to: &writer) }
        writeFixed(magnitude, decimals: decimals, to: &writer)
    }

    private func writeScientific(_ magnitude: Double, digits: Int, to writer: inout ByteWriter) {
        let (all, power) = DecimalDigits.significant(magnitude, count: digits)
        let exponent = all == 0 ? 0 : power + (isPercent ? 2 : 0)
        let unit = DecimalDigits.powerOfTen(digits - 1)
        writer.byte(UInt8(ascii: "0") + UInt8(all / unit))
        writeFraction(all % unit, decimals: digits - 1, to: &writer)
        writer.byte(UInt8(ascii: "e"))
        if exponent < 0 { writer.byte(UInt8(ascii: "-")) }
        writer.digits(UInt64(exponent.magnitude))
    }

    private func writeCompact(_ magnitude: Double, to writer: inout ByteWriter) {
        if magnitude == 0 { return writer.byte(UInt8(ascii: "0")) }
        let (digits, exponent) = DecimalDigits.significant(magnitude, count: 3)
        guard exponent >= -3, exponent < 15 else { return writeScientific(magnitude, digits: 3, to: &writer) }
        // Below 1 the digits stay behind the point; from 1 on, groups of three places share a letter.
        let group = exponent >= 3 ? exponent / 3 : 0
        let decimals = 2 - (exponent - 3 * group)
        let unit = DecimalDigits.powerOfTen(max(0, decimals))
        writeWhole(digits / unit, to: &writer)
        writeFraction(digits % unit, decimals: max(0, decimals), to: &writer)
        if group > 0 { writer.byte(Array("kMGT".utf8)[group - 1]) }
    }

    private func writeWhole(_ value: UInt64, to writer: inout ByteWriter) {
        guard isGrouped, value >= 1000 else { return writer.digits(value) }
        var unit: UInt64 = 1000
        while value / unit >= 1000 { unit *= 1000 }
        writer.digits(value / unit)
        while unit > 1 {
            unit /= 1000
            writer.byte(UInt8(ascii: " "))
            writer.digits(value / unit % 1000, count: 3)
        }
    }

    private func writeFraction(_ value: UInt64, decimals: Int, to writer: inout ByteWriter) {
        var value = value
        var decimals = decimals
        if dropsTrailingZeros {
            while decimals > 0, value % 10 == 0 {
                value /= 10
                decimals -= 1
            }
        }
        guard decimals > 0 else { return }
        writer.byte(UInt8(ascii: "."))
        writer.digits(value, count: decimals)
    }
}

/// Bytes appended to memory that somebody else owns.
private struct ByteWriter {
    private let memory: UnsafeMutableBufferPointer<UInt8>
    private var count = 0

    init(_ memory: UnsafeMutableBufferPointer<UInt8>) { self.memory = memory }

    var written: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: memory[..<count]) }

    mutating func byte(_ byte: UInt8) {
        memory.initializeElement(at: count, to: byte)
        count += 1
    }

    mutating func bytes(_ a: UInt8, _ b: UInt8, _ c: UInt8) {
        byte(a)
        byte(b)
        byte(c)
    }

    mutating func ascii(_ text: StaticString) {
        for index in 0..<text.utf8CodeUnitCount { byte(text.utf8Start[index]) }
    }

    mutating func digits(_ value: UInt64) {
        var count = 1
        var rest = value / 10
        while rest > 0 {
            count += 1
            rest /= 10
        }
        digits(value, count: count)
    }

    mutating func digits(_ value: UInt64, count digits: Int) {
        var rest = value
        for position in stride(from: digits - 1, through: 0, by: -1) {
            memory.initializeElement(at: count + position, to: UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        }
        count += digits
    }
}
