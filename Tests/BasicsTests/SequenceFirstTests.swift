import Basics
import Testing

struct SequenceFirstTests {
    @Test func theFirstResultIsFoundOnce() {
        var asked: [Int] = []
        let found = (1...9).first { number -> String? in
            asked.append(number)
            return number * number > 10 ? "\(number)" : nil
        }
        #expect(found == "4" && asked == [1, 2, 3, 4])
        #expect([Int]().first { $0 > 0 ? $0 : nil } == nil)
    }
}
