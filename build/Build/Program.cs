using Cake.Frosting;

namespace Build;

/// <summary>The build of this repository as a program; <c>dotnet cake</c> runs the same steps.</summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        StepsConsole.Take();
        try
        {
            StepsRequest.RefuseEmpty(args);
        }
        catch (StepsFailure failure)
        {
            Console.Error.WriteLine($"Error: {failure.Message}");
            return failure.ExitCode;
        }

        // The host reports a failure's message, but not its exit code.
        return new CakeHost().UseContext<BuildContext>().Run(args) == 0 ? 0 : BuildContext.ExitCode;
    }
}
