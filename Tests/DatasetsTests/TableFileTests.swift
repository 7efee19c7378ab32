import Basics
import MemoryFiles
import Testing

@testable import Datasets

struct TableFileTests {
    func load(
        _ text: String, target: String? = nil, table: String = "", scale: InputScale? = InputScale.none, path: String = "t.csv"
    ) throws -> DatasetPair {
        try load(bytes: Array(text.utf8), target: target, table: table, scale: scale, path: path)
    }

    func load(
        bytes: [UInt8], target: String? = nil, table: String = "", scale: InputScale? = InputScale.none, path: String = "t.csv"
    ) throws -> DatasetPair {
        let files = MemoryFileSystem(content: [path: bytes])
        return try DatasetCatalog.standard.load(
            path,
            DatasetRequest(
                environment: DataEnvironment(variables: [:], files: files), target: target.map(TargetChoice.init),
                table: table.isEmpty ? TableOptions() : TableOptions(parsing: table), scale: scale))
    }

    func rows(_ pair: DatasetPair) -> Set<[Float]> {
        Set(
            [pair.train, pair.heldOut].flatMap { part in
                (0..<part.count).map { part.sample($0) + [Float(part.label(of: $0) ?? -1)] }
            })
    }

    func values(_ pair: DatasetPair) -> Set<[Float]> {
        Set(
            [pair.train, pair.heldOut].flatMap { part -> [[Float]] in
                guard case .vectors(let targets, _) = part.targets else { return [] }
                return (0..<part.count).map { part.sample($0) + [targets[$0]] }
            })
    }

    // MARK: Form

    @Test(arguments: [
        "x,y,label\n1,2,0\n3,4.5,1\n-1e2,6,1\n", "x;y;label\r\n1;2;0\r\n3;4.5;1\r\n-1e2;6;1",
        "\u{FEFF}x\ty\tlabel\n\n1\t2\t0\n3\t4.5\t1\n-1e2\t 6\t1\n\n",
        "\"x\",\"y, or so\",label\n\"1\",2,0\n3,\"4.5\",1\n-1e2,6,1",
        "x\ry\rlabel".replacing("\r", with: "|") + "\r1|2|0\r3|4.5|1\r-1e2|6|1\r",
        "sep=;\nx;y;label\n1;2;0\n3;4.5;1\n-1e2;6;1\n", "x;\"width, in cm\";label\n1;2;0\n3;4.5;1\n-1e2;6;1\n",
        "x;width, in cm;label\n1;2;0\n3;4.5;1\n-1e2;6;1\n", "x;y;label\n1,0;2,0;0\n3,0;4,5;1\n-1e2;6,0;1\n",
        "x  y  label\n 1  2  0\n3   4.5 1 \n-1e2 6  1\n", "x , y , label \n1 , 2 , 0\n3, 4.5, 1\n-1e2,\"6\" ,1\n",
        "x,y,label,\n1,2,0,\n3,4.5,1,\n-1e2,6,1,\n", "'x','y, or so','label'\n1,2,0\n3,4.5,1\n-1e2,6,1\n",
    ]) func separatorsQuotesAndLineEndsAreUnderstood(text: String) throws {
        #expect(rows(try load(text)) == [[1, 2, 0], [3, 4.5, 1], [-100, 6, 1]])
    }

    @Test func singleQuotesAroundNamesBetweenBlanksAreQuotes() throws {
        let pair = try load("'OBS' 'GPA' 'GRADE'\n1 2.66 0\n2 2.89 1\n3 3.28 0\n")
        #expect(pair.train.inputNames == ["GPA"] && pair.train.targetName == "GRADE")
    }

    @Test func aCommaInANameOfATabbedTableIsNoSeparator() throws {
        let text = "length, cm\twidth, cm\tlabel\n1\t2\t0\n3\t4\t1\n"
        #expect(try load(text, path: "t.tsv").train.inputNames == ["length, cm", "width, cm"])
    }

    @Test func thousandsAreNoFractions() throws {
        #expect(values(try load("x,y\n\"1,234\",0.5\n\"12,000,000\",0.25\n")) == [[1234, 0.5], [12_000_000, 0.25]])
        #expect(values(try load("x;y\n1.234,5;0,5\n2;0,25\n")) == [[1234.5, 0.5], [2, 0.25]])
    }

    @Test(arguments: [
        "1", "0.1", "-2.5e-3", "123456.7", "16777217", "0.30000001192092896", "1e10", "9007199254740993", ".5", "5.",
    ])
    func aNumberIsTheNearestFloat(text: String) {
        #expect(TableNumber.parse(Array(text.utf8), decimal: TableDialect.point) == Float(text))
    }

    @Test(arguments: ["", "-", "e5", "1e", "1 2", "0x10", "inf", "1e39", "12,34", ",123", "1.2.3", "1,234,5"])
    func whatIsNoNumberIsNone(text: String) {
        #expect(TableNumber.parse(Array(text.utf8), decimal: TableDialect.point) == nil)
    }

    @Test func aFirstLineOfNumbersOverNumbersIsARow() throws {
        let oak = try load("5.1,5.1,oak\n4.9,3,ash\n4.7,3.2,oak\n", target: "3")
        #expect(oak.train.count + oak.heldOut.count == 3)
        #expect(oak.train.inputNames == ["x1", "x2"])
        #expect(oak.table?.form == ["no header"])
        #expect(rows(try load("1,2\n3,4\n", target: ":classes")).count == 2)
        // Numbers as names, as libraries count columns.
        #expect(try load("0,1,2\n0.5,7,1\n0.25,8,0\n").train.inputNames == ["0", "1"])
        #expect(try load("a,b\nc,d\ne,f\n", table: "header:no,words:one-hot").table?.rowCount == 3)
    }

    /// A table of the World Bank has its years side by side.
    @Test func yearsOverNumbersAreAHeader() throws {
        let pair = try load("country,code,1960,1961,1962\nAruba,ABW,4.8,4.6,4.5\nAngola,AGO,7.3,7.4,7.4\nChile,CHL,5,6,4\n")
        #expect(
            pair.train.inputNames.suffix(2) == ["1960", "1961"] && pair.train.targetName == "1962" && pair.table?.rowCount == 3)
        #expect(try load("4,5,6\n2,3,4\n5,6,7\n").table?.rowCount == 3, "rows that all go up")
    }

    @Test func namesOfRowsMayStandUnderNoName() throws {
        let pair = try load("a b y\nr1 1 2 0.5\nr2 2 3 0.25\nr3 4 5 0.75\nr4 4 6 0.7\n")
        #expect(pair.train.inputNames == ["a", "b"])
        #expect(pair.table?.omissions == [.init(column: "column 1", reason: "4 different words")])
    }

    @Test func differentNamesStayDifferentInEveryEncoding() throws {
        let text = "größe,art\n1,Föhre\n2,Fähre\n3,Föhre\n4,Fähre\n5,Fichte\n6,Fichte\n"
        let latin: [UInt8] = text.unicodeScalars.map { UInt8($0.value) }
        let little: [UInt8] = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let big: [UInt8] = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        for (bytes, form) in [
            (Array(text.utf8), []), (latin, ["Latin-1"]), ([0xFF, 0xFE] + little, ["UTF-16"]), (little, ["UTF-16"]),
            ([0xFE, 0xFF] + big, ["UTF-16"]),
        ] {
            let pair = try load(bytes: bytes)
            #expect(pair.train.classNames == ["Fichte", "Fähre", "Föhre"])
            #expect(pair.train.inputNames == ["größe"])
            #expect(pair.table?.form == form)
        }
        // The characters that Windows has and ISO 8859-1 has not.
        #expect(try load(bytes: Array("x,y\n1,".utf8) + [0x80] + Array("\n2,b\n".utf8)).train.classNames == ["b", "€"])
        let error = try #require(throws: InputError.self) { try load(bytes: latin, table: "encoding:utf-8") }
        #expect("\(error)".contains("t.csv, line 1: expected UTF-8, found the byte 0xF6"))
    }

    @Test func whatAPersonSaysCountsMore() throws {
        let pair = try load("1;5,2;0\n3;4,4;1\n", table: "separator:;,decimal:,,header:no", scale: InputScale.none)
        #expect(rows(pair) == [[1, 5.2, 0], [3, 4.4, 1]])
        // With a point for decimals, a comma before one digit is in no number.
        let words = try load("1;5,2;0\n3;4,4;1\n2;4,4;1\n2;5,2;1\n", table: "separator:;,decimal:.")
        #expect(words.train.inputNames == ["x1", "x2=4,4", "x2=5,2"])
    }

    @Test(arguments: [
        "separator:;,decimal:,", "decimal:,", "separator:tab,header:no", "encoding:windows-1252,gaps:fill,words:drop",
        "without:id+name", "separator:,,quote:'",
    ]) func theFormIsWrittenAsItIsRead(text: String) throws {
        let options = try TableOptions(parsing: text)
        #expect("\(options)" == text)
        #expect(try TableOptions(parsing: "\(options)") == options)
    }

    @Test(arguments: [
        ("seperator:;", "did you mean 'separator'?"), ("semicolon", "settings such as"), ("decimal:;", "'.' or ','"),
        ("gaps:fil", "did you mean 'fill'?"), ("encoding:utf7", "utf-8"), ("header:maybe", "one of yes, no"),
    ]) func aWrongFormIsRefused(text: String, words: String) throws {
        let error = try #require(throws: InputError.self) { try TableOptions(parsing: text) }
        #expect(error.description.contains(words), "\(error)")
    }

    // MARK: Target

    @Test func theTargetCanBeAnyColumnAndWordsAreClasses() throws {
        let pair = try load("kind,x\ncat,1\ndog,2\n\"a \"\"cow\"\"\",3\ncat,4\n", target: "kind")
        #expect(pair.train.classNames == ["a \"cow\"", "cat", "dog"])
        #expect(rows(pair) == [[1, 1], [2, 2], [3, 0], [4, 1]])
    }

    @Test(arguments: [
        ("label,x,z\n0,1,5\n1,2,6\n", "label"), ("x,Species,z\n1,a,5\n2,b,6\n", "Species"),
        ("x,z,w\n1,0.5,5.5\n2,0.7,6.1\n", "w"),
        // Two of them, of which neither can be told; a y beside an x.
        ("label,class,z\n0,1,5.5\n1,0,6.1\n", "z"), ("x,y,w\n1,2.5,5.5\n2,3.5,6.1\n", "w"),
        ("y,a,b\n1,2.5,5.5\n2,3.5,6.1\n", "y"),
    ]) func aColumnThatIsCalledSoIsTheTarget(text: String, name: String) throws {
        #expect(try load(text).train.targetName == name)
    }

    @Test func theTargetIsNamedOrNumberedFromOne() throws {
        let text = "2,b,c\n1.5,2.5,3.5\n4.5,5.5,6.5\n"
        #expect(try load(text, target: "b", table: "header:yes").train.targetName == "b")
        #expect(try load(text, target: "3", table: "header:yes").train.targetName == "c")
        // A name counts more than a number.
        #expect(try load(text, target: "2", table: "header:yes").train.targetName == "2")
    }

    private func column(_ cells: [String]) -> String {
        "x,t\n" + cells.enumerated().map { "\($0).5,\($1)\n" }.joined()
    }

    @Test func fewWholeNumbersThatComeOftenAreClasses() throws {
        func classes(_ cells: [String], _ target: String? = nil) throws -> [String] {
            try load(column(cells), target: target).train.classNames
        }
        let often = (0..<30)
        #expect(try classes(often.map { "\($0 % 3 + 1)" }) == ["1", "2", "3"])
        #expect(try classes(often.map { $0 % 2 == 0 ? "-1" : "+1" }) == ["-1", "1"])
        #expect(try classes(often.map { ["0", "A", "B"][$0 % 3] }) == ["0", "A", "B"])
        #expect(try classes(often.map { ["1.0", "2.0"][$0 % 2] }) == ["1", "2"])
        #expect(try classes(often.map { "\($0 + 20)" }) == [])
        #expect(try classes(often.map { "\(0.5 + Double($0 % 2))" }) == [])
        #expect(try classes(often.map { "\($0 % 3 + 1)" }, "t:value") == [])
        #expect(try classes(often.map { "\($0 + 20)" }, "2:classes").count == 30)
        #expect(try classes(often.map { "\(0.5 + Double($0 % 2))" }, ":classes") == ["0.5", "1.5"])
    }

    /// Blood values of a table of diabetes, and years: whole numbers that are measured.
    @Test func wholeNumbersThatAreMeasuredAreValues() throws {
        let measured = (0..<440).map { String(25 + $0 * 7 % 321 - $0 % 3) }
        #expect(try load(column(measured).replacing("x,t", with: "x,target")).train.classNames.isEmpty)
        #expect(try load(column((0..<200).map { String(1935 + $0 % 15) })).train.classNames.isEmpty)
        let letters = (0..<300).map { String(1 + $0 % 26) }
        #expect(try load(column(letters).replacing("x,t", with: "x,label")).train.classNames.count == 26)
    }

    /// Dates, identifiers and empty columns at the end of a table are nothing to be said.
    @Test func theLastColumnThatCanBeTheTargetIs() throws {
        let rows = (0..<300).map { "\($0 % 7).5,\($0 % 3 == 0 ? "a" : "b"),2010-01-\(10 + $0 % 20),n\($0),\n" }.joined()
        let pair = try load("x,kind,day,name,note\n" + rows)
        #expect(pair.train.targetName == "kind" && pair.train.classNames == ["a", "b"])
        #expect(pair.train.inputNames == ["x", "day"] && pair.table?.omissions.map(\.column) == ["name", "note"])
    }

    @Test func datesAreNumbersOfYears() throws {
        let pair = try load(
            "day,y\n2010-01-01,0.5\n2010-07-02 12:00,1.5\n,2.5\n2012/12/31 00:00:00.5,3.5\n2011-01-01T00:00Z,4.5\n")
        #expect(values(pair) == [[2010, 0.5], [2010.5, 1.5], [2012 + Float(365) / 366, 3.5], [2011, 4.5]])
        #expect(pair.understanding?.contains("; day in years") == true && pair.table?.leftOut == 1)
        for text in ["2010-13-01", "2010-1-32", "20100101", "2010-01/01", "1.2.2010", "2010-01-01 25:00", "2010-01-01x"] {
            #expect(TableDate.parse(Array(text.utf8)) == nil)
        }
    }

    @Test func otherNumbersAreValues() throws {
        let pair = try load("x,y\n1,0.5\n2,0.25\n3,7\n")
        #expect(pair.train.classNames.isEmpty)
        #expect(pair.train.targetWidth == 1)
    }

    // MARK: Inputs

    @Test func columnsOfFewWordsAreAnInputForEachAndOthersAreLeftOut() throws {
        let text =
            "id,day,color,size,unit,t\n1,2020-01-01,red,1.5,cm,a\n2,2020-01-02,blue,2.5,cm,b\n3,2020-01-03,red,3.5,cm,a\n"
            + "4,2020-01-04,blue,,cm,b\n5,2020-01-05,red,4.5,cm,\n"
        let pair = try load(text)
        #expect(pair.train.inputNames == ["color=blue", "color=red", "size"])
        #expect(rows(pair) == [[0, 1, 1.5, 0], [1, 0, 2.5, 1], [0, 1, 3.5, 0]])
        #expect(pair.table?.leftOut == 2)
        #expect(
            pair.table?.omissions == [
                .init(column: "id", reason: "an index"), .init(column: "day", reason: "5 different dates"),
                .init(column: "unit", reason: "the same in every row"),
            ])
        #expect(
            pair.understanding
                == "t.csv: 5 rows, 2 left out for gaps; 3 inputs color=blue, color=red, size; target t: 2 classes a, b; not scaled; without id (an index), day (5 different dates), unit (the same in every row)"
        )
        #expect(try load(text, table: "words:drop,without:id").train.inputNames == ["size"])
    }

    @Test func gapsAreFilledWithTheMeanOfTheTrainingRows() throws {
        let text = "c,x,t\nu,1,a\nv,?,b\n,3,a\nu,NA,b\nv,8,a\nu,2,b\nv,4,a\nu,6,b\n"
        #expect(try load(text).table?.leftOut == 3)
        let pair = try load(text, table: "gaps:fill")
        #expect(pair.table?.leftOut == 0 && pair.table?.filled == 3)
        let train = (0..<pair.train.count).map { pair.train.sample($0)[2] }
        // The gaps of x lie in rows of class b, whose known numbers are 2 and 6.
        let known = Set<Float>([1, 3, 8, 2, 4, 6])
        let filled = Set([pair.train, pair.heldOut].flatMap { part in (0..<part.count).map { part.sample($0)[2] } }).subtracting(
            known)
        #expect(filled.count == 1)
        let mean = train.filter { known.contains($0) }.reduce(0, +) / Float(train.count { known.contains($0) })
        #expect(abs((filled.first ?? 0) - mean) < 1e-5)
        #expect(rows(pair).contains([0, 0, 3, 0]), "a word that is missing is none of the words")
    }

    @Test func aColumnThatIsMostlyGapsCostsNoRows() throws {
        let pair = try load("x,deck,t\n1,,a\n2,,b\n3,7,a\n4,,b\n")
        #expect(pair.table?.leftOut == 0)
        #expect(pair.table?.omissions == [.init(column: "deck", reason: "3 gaps")])
    }

    // MARK: Scale

    @Test func inputsAndTargetsAreStandardizedByTheTrainingRows() throws {
        let text = "x,c,y\n" + (0..<40).map { "\(1000 + $0 * $0),\($0 % 2 == 0 ? "a" : "b"),\(Double($0) * 7 + 0.5)\n" }.joined()
        let (raw, pair) = (try load(text), try load(text, scale: nil))
        let scaling = try #require(pair.scaling)
        #expect(scaling.scale == .standard && pair.facts.scale == .standard)
        func moments(_ numbers: [Float]) -> (mean: Double, deviation: Double) {
            let mean = numbers.reduce(0) { $0 + Double($1) } / Double(numbers.count)
            return (
                mean, (numbers.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(numbers.count)).squareRoot()
            )
        }
        let column = moments((0..<pair.train.count).map { pair.train.sample($0)[0] })
        #expect(abs(column.mean) < 1e-6 && abs(column.deviation - 1) < 1e-6)
        guard case .vectors(let targets, _) = pair.train.targets, case .vectors(let held, _) = pair.heldOut.targets,
            case .vectors(let rawHeld, _) = raw.heldOut.targets
        else { throw InputError("targets", expected: "numbers", found: "classes") }
        #expect(abs(moments(targets).mean) < 1e-6 && abs(moments(targets).deviation - 1) < 1e-6)
        // Held-out rows by the same numbers, and words as they are.
        for row in 0..<pair.heldOut.count {
            #expect(pair.heldOut.sample(row)[0] == scaling.inputs[0].scaled(raw.heldOut.sample(row)[0]))
            #expect(abs(scaling.targets[0].original(Double(held[row])) - Double(rawHeld[row])) < 1e-3)
            #expect(pair.heldOut.sample(row)[1...] == raw.heldOut.sample(row)[1...])
        }
        let unit = try load(text, scale: .unit).train
        let numbers = (0..<unit.count).map { unit.sample($0)[0] }
        #expect(numbers.min() == 0 && numbers.max() == 1)
    }

    /// Such as a lesson's: what is reckoned by hand has to stand on the screen as it stands in the table.
    @Test func aHandfulOfRowsIsTakenAsItIs() throws {
        let pair = try load("a,b,y\n2,1,1\n2,1,1\n", scale: nil)
        #expect(pair.scaling == nil && pair.facts.inputs == ["a", "b"] && !pair.facts.isClassification)
        #expect(pair.train.sample(0) == [2, 1])
        // Hundreds would only let the first step diverge.
        #expect(try load("a,y\n126,100.5\n908,688\n913,747\n", scale: nil).scaling?.scale == .standard)
    }

    @Test func aTableToTestOnIsReadAsTheOneThatIsTrainedOn() throws {
        let train = "c,x,t\nu,1,a\nv,2,b\nu,3,a\nv,4,b\nu,5,a\nv,6,b\n"
        let files = MemoryFileSystem(content: ["t.csv": Array(train.utf8), "./h.csv": Array("t;x;c\nb;100;w\nb;1;u\n".utf8)])
        let request = DatasetRequest(environment: DataEnvironment(variables: [:], files: files), scale: .standard)
        let pair = try DatasetCatalog.standard.load("t.csv", request)
        let both = try DatasetCatalog.standard.replacingHeldOut(of: pair, with: "./h.csv", request)
        let scaling = try #require(pair.scaling)
        #expect(both.heldOut.sample(0) == [0, 0, scaling.inputs[2].scaled(100)])
        #expect(both.heldOut.sample(1) == [1, 0, scaling.inputs[2].scaled(1)])
        #expect(both.heldOut.label(of: 0) == 1 && both.heldOut.classNames == ["a", "b"])
        #expect(both.table == pair.table && both.scaling == pair.scaling)
    }

    @Test func pixelsAreNotScaledAgain() throws {
        let request = DatasetRequest(environment: DataEnvironment(variables: [:]), scale: .standard)
        let error = try #require(throws: InputError.self) { try DatasetCatalog.standard.load("digits", request) }
        #expect(error.advice == "leave --scale out")
        #expect(throws: InputError.self) {
            try DatasetCatalog.standard.load(
                "moons", DatasetRequest(environment: DataEnvironment(variables: [:]), target: TargetChoice("x")))
        }
    }

    // MARK: Refusals

    @Test(arguments: [
        ("", "an empty file", 65), ("x,y\n1,2,3\n2,3\n", "t.csv, line 2: expected 2 cells", 65),
        ("x,y\n1,2\n\nfish,3\n5,6\n", "t.csv, line 4, column x: expected a finite number, found 'fish'", 65),
        ("x,y\nnan,2.5\n1,3\n2,\n", "at least 2 rows without gaps, found 1 of 3", 65), ("x,y\n\"1,2\n", "closing quote", 65),
        ("x,y\n\"1\"2,2\n", "after the closing quote", 65), ("x,y\n1e39,2.5\n1,2\n2,3\n", "found '1e39'", 65),
        ("x\n1\n2\n", "at least 2 columns", 65), ("x,y\n1,2\n", "at least 2 rows", 65),
        ("x,y\n1,0\n2,0\n3,0\n4,0\n5,0\n", "'0' in every row of column y; name the target with --target", 65),
        ("day,y\nmon,0\ntue,1\nwed,0\nthu,1\n", "day is 4 different words", 65),
        ("version https://git-lfs.github.com/spec/v1\n", "a Git LFS pointer", 65),
        ("<!DOCTYPE html>\n<html>", "a web page", 65), ("PK\u{3}\u{4}\u{14}...[Content_Types].xml", "an Excel workbook", 65),
        ("x,y\n1,2\n\u{0},3\n", "line 3: expected a table of text, found a zero byte", 65),
        (String(repeating: "x,", count: 100_001), "at most 100000 columns", 65),
        ("x,y\n1,a\n2,\"" + String(repeating: "b", count: 1 << 21) + "\"\n", "line 3: expected cells of at most", 65),
    ]) func badTablesSayTheLine(text: String, words: String, exitCode: Int32) throws {
        let error = try #require(throws: InputError.self) { try load(text) }
        #expect(error.exitCode == exitCode)
        #expect(error.description.contains(words), "\(error)")
    }

    @Test func columnsThatAreCalledAlikeAreToldApart() throws {
        #expect(try load("x,x,,y\n1,2,5,0\n1.5,2,6,1\n2,4,5,1\n").train.inputNames == ["x", "x.2", "column 3"])
    }

    @Test func anUnknownColumnListsThoseThereAre() throws {
        let error = try #require(throws: InputError.self) { try load("length,width\n1,2\n3,4\n", target: "z") }
        #expect(error.expected == "a column of t.csv, or its number from 1 to 2")
        #expect(error.advice == "its columns are length, width")
    }

    @Test func theShareThatIsHeldOutIsKnown() throws {
        #expect(try load("x,y\n1,2\n3,4\n5,6\n7,8\n").split == 0.25)
    }
}
