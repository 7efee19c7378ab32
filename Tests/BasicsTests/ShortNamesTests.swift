import Basics
import Testing

struct ShortNamesTests {
    @Test(arguments: [
        (["cat", "dog"], 8, ["cat", "dog"]), (["class_0", "class_1", "class_2"], 3, ["0", "1", "2"]),
        (["Iris-setosa", "Iris-versicolor", "Iris-virginica"], 6, ["setosa", "versi…", "virgi…"]),
        (["Iris-setosa", "Iris-versicolor", "Iris-virginica"], 3, ["set", "ver", "vir"]),
        (["pixel0", "pixel1", "pixel12"], 3, ["0", "1", "12"]), (["mean radius", "mean area"], 6, ["radius", "area"]),
        (["length of the sepal", "length of the petal"], 9, ["sepal", "petal"]),
        (["a very long one", "a very long two"], 5, ["one", "two"]),
    ]) func namesAreCutSoThatTheyDiffer(names: [String], width: Int, short: [String]) {
        #expect(ShortNames.of(names, width: width) == short)
    }

    @Test(arguments: 1...12) func theyFitAndDiffer(width: Int) {
        let names = [
            "Adelie Penguin (Pygoscelis adeliae)", "Adelie Penguin (Pygoscelis antarctica)", "Chinstrap penguin", "Chinstrap",
            "x",
        ]
        let short = ShortNames.of(names, width: width)
        #expect(short.allSatisfy { $0.count <= width })
        #expect(Set(short).count == names.count)
    }

    @Test func marksAreTheFirstLetterThatIsNoOthers() {
        #expect(ShortNames.marks(["class_0", "class_1"]) == ["0", "1"])
        #expect(ShortNames.marks(["setosa", "versicolor", "virginica"]) == ["s", "v", "i"])
        #expect(ShortNames.marks((0..<10).map(String.init)) == Array("0123456789".unicodeScalars))
    }
}
