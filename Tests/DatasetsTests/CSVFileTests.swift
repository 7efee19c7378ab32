import Basics
import Datasets
import Testing

struct CSVFileTests {
    func load(_ text: String, target: String? = nil) throws -> DatasetPair {
        let files = MemoryFileSystem(content: ["t.csv": Array(text.utf8)])
        return try DatasetCatalog.standard.load(
            "t.csv", DatasetRequest(environment: DataEnvironment(variables: [:], files: files), targetColumn: target))
    }

    func rows(_ pair: DatasetPair) -> Set<[Float]> {
        Set(
            [pair.train, pair.heldOut].flatMap { part in
                (0..<part.count).map { part.sample($0) + [Float(part.label(of: $0) ?? -1)] }
            })
    }

    @Test(arguments: [
        "x,y,label\n1,2,0\n3,4.5,1\n-1e2,6,1\n", "x;y;label\r\n1;2;0\r\n3;4.5;1\r\n-1e2;6;1",
        "\u{FEFF}x\ty\tlabel\n\n1\t2\t0\n3\t4.5\t1\n-1e2\t 6\t1\n\n",
        "\"x\",\"y, or so\",label\n\"1\",2,0\n3,\"4.5\",1\n-1e2,6,1",
    ]) func separatorsQuotesAndLineEndsAreUnderstood(text: String) throws {
        #expect(rows(try load(text)) == [[1, 2, 0], [3, 4.5, 1], [-100, 6, 1]])
    }

    @Test func theTargetCanBeAnyColumnAndWordsAreClasses() throws {
        let pair = try load("kind,x\ncat,1\ndog,2\n\"a \"\"cow\"\"\",3\ncat,4\n", target: "kind")
        #expect(pair.train.classNames == ["a \"cow\"", "cat", "dog"])
        #expect(rows(pair) == [[1, 1], [2, 2], [3, 0], [4, 1]])
    }

    @Test func otherNumbersAreValues() throws {
        let pair = try load("x,y\n1,0.5\n2,0.25\n3,7\n")
        #expect(pair.train.classNames.isEmpty)
        #expect(pair.train.targetWidth == 1)
    }

    @Test(arguments: [
        ("", "header line", 65), ("1,2\n3,4\n", "a header", 65), ("x,y\n1,2,3\n2,3\n", "t.csv, line 2: expected 2 cells", 65),
        ("x,y\n1,2\n\nfish,3\n", "t.csv, line 4, column x: expected a finite number, found 'fish'", 65),
        ("x,y\n1,2\n,3\n", "line 3, column x: expected a finite number, found an empty cell", 65),
        ("x,y\nnan,2\n1,3\n", "found 'nan'", 65), ("x,y\n\"1,2\n", "closing quote", 65),
        ("x,y\n\"1\"2,2\n", "after the closing quote", 65),
        ("x\n1\n2\n", "at least 2 columns", 65), ("x,y\n1,2\n", "at least 2 rows", 65), ("x,x\n1,2\n1,2\n", "'x' twice", 65),
        ("x,y\n1,a\n2,\n", "column y: expected a finite number, found an empty cell", 65),
    ]) func badTablesSayTheLine(text: String, words: String, exitCode: Int32) throws {
        let error = try #require(throws: InputError.self) { try load(text) }
        #expect(error.exitCode == exitCode)
        #expect(error.description.contains(words), "\(error)")
    }

    @Test func anUnknownColumnListsThoseThereAre() throws {
        let error = try #require(throws: InputError.self) { try load("x,y\n1,2\n3,4\n", target: "z") }
        #expect(error.expected == "a column 'z'")
        #expect(error.found == "only x, y")
    }

    @Test func theShareThatIsHeldOutIsKnown() throws {
        #expect(try load("x,y\n1,2\n3,4\n5,6\n7,8\n").split == 0.25)
    }
}
