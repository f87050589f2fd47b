using FashionRef.Tests.Support;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace VerifyTests.Contract;

/// <summary>A verified file that nothing compares with is found.</summary>
internal sealed class DanglingSnapshotsTests
{
    private static readonly Dictionary<string, bool> Fixtures = new()
    {
        ["Whole"] = true,
        ["Whole.Nested"] = false,
        ["Part"] = false,
    };

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Create() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [TestCase("Gone.Test.verified.txt", true, TestName = "A_file_of_no_fixture_dangles")]
    [TestCase("WholeAndMore.Test.verified.txt", true, TestName = "A_file_whose_name_only_begins_as_a_fixtures_dangles")]
    [TestCase("Whole.Gone.verified.txt", true, TestName = "A_file_that_no_test_of_a_whole_fixture_asked_for_dangles")]
    [TestCase("Whole.Test_model=2.verified.txt", true, TestName = "So_does_one_of_a_test_case_that_is_gone")]
    [TestCase("Whole.Test.verified.json", true, TestName = "So_does_one_with_another_extension")]
    [TestCase("Whole.Nested.Test.verified.txt", false, TestName = "A_nested_fixture_is_judged_by_itself")]
    [TestCase("Part.Gone.verified.txt", false, TestName = "A_fixture_that_has_run_in_part_tells_nothing")]
    [TestCase("Gone.Test.received.txt", false, TestName = "A_received_file_is_no_snapshot")]
    public void Dangles(string file, bool dangles)
    {
        string path = _folder[file];
        File.WriteAllText(path, string.Empty);

        Assert.That(
            DanglingFiles.Find(_folder.Path, new HashSet<string>(), Fixtures),
            dangles ? Is.EqualTo(new[] { path }) : Is.Empty);
    }

    [Test]
    public void A_file_that_was_asked_for_does_not_dangle_in_any_folder()
    {
        string path = Path.Combine(Directory.CreateDirectory(_folder["inner"]).FullName, "Gone.Test.verified.txt");
        File.WriteAllText(path, string.Empty);

        Assert.That(DanglingFiles.Find(_folder.Path, new HashSet<string> { path }, Fixtures), Is.Empty);
        Assert.That(DanglingFiles.Find(_folder.Path, new HashSet<string>(), Fixtures), Is.EqualTo(new[] { path }));
    }

    [Test]
    public void What_is_asked_for_is_noted_even_when_it_is_missing()
    {
        SettingsTask task = Verifier.Verify("text", sourceFile: _folder["Caller.cs"]).UseMethodName("M").DisableDiff();

        Assert.That(async () => await task, Throws.TypeOf<VerifyException>());
        Assert.That(AskedSnapshots.Verified, Does.Contain(_folder["DanglingSnapshotsTests.M.verified.txt"]));
    }

    [Test]
    public void A_fixture_of_which_nothing_has_run_is_not_whole()
    {
        Test fixture = Fixture();

        IReadOnlyDictionary<string, bool> runs = FixtureRuns.Of(GetType().Assembly, fixture, fixture.MakeTestResult());

        Assert.That(runs[nameof(DanglingSnapshotsTests)], Is.False);
        Assert.That(runs, Does.ContainKey(nameof(SnapshotNameTests)), "a fixture that the run does not know");
    }

    [TestCase(TestStatus.Passed, ExpectedResult = true)]
    [TestCase(TestStatus.Failed, ExpectedResult = false)]
    [TestCase(TestStatus.Skipped, ExpectedResult = false)]
    public bool A_fixture_is_whole_when_every_test_has_passed(TestStatus ofTheLastTest)
    {
        Test fixture = Fixture();
        TestSuiteResult result = (TestSuiteResult)fixture.MakeTestResult();
        AddAll(result, fixture.Tests.SkipLast(1), TestStatus.Passed);
        AddAll(result, fixture.Tests.TakeLast(1), ofTheLastTest);

        return FixtureRuns.Of(GetType().Assembly, fixture, result)[nameof(DanglingSnapshotsTests)];
    }

    private static Test Fixture()
    {
        ITest test = TestExecutionContext.CurrentContext.CurrentTest;
        while (test is not TestFixture)
        {
            test = test.Parent!;
        }

        return (Test)test;
    }

    private static void AddAll(TestSuiteResult parent, IEnumerable<ITest> tests, TestStatus status)
    {
        foreach (Test test in tests.Cast<Test>())
        {
            TestResult result = test.MakeTestResult();
            if (result is TestSuiteResult suite)
            {
                AddAll(suite, test.Tests, status);
            }
            else
            {
                result.SetResult(new ResultState(status));
            }

            parent.AddResult(result);
        }
    }
}
